using System.Globalization;

namespace PveLab.Tui.Manager.Pages;

/// <summary>What can be done with a whole guest (pve-manager: www/manager6/qemu/Config.js, lxc/Config.js).</summary>
internal static class GuestPower
{
    /// <summary>The buttons, the usual ones first.</summary>
    public static IReadOnlyList<PageButton> All { get; } =
    [
        new("s", "Start", context => Can(context, running: false) ? new Act.Call([Status(context, "start")]) : null),
        new("h", "Shutdown", context => Power(context, "shutdown", "Shutdown")),
        new("t", "Stop", context => Power(context, "stop", "Stop")),
        new("b", "Reboot", context => Power(context, "reboot", "Reboot")),
        new("r", "Reset", context => context.Place.Kind == PlaceKind.Qemu ? Power(context, "reset", "Reset") : null),
        new("o", "Console", Console),
        new("m", "Migrate", context => context.Places.Count(p => p.Kind == PlaceKind.Node) > 1 ? new Act.Dialog(DialogIds.Migrate) : null),
        new("c", "Clone", context => context.Place.Kind == PlaceKind.Qemu ? new Act.Dialog(DialogIds.Clone) : null),
        new("v", "Convert to template", context => context.Place is { Kind: PlaceKind.Qemu, IsTemplate: false, IsRunning: false }
            ? new Act.Ask(Question(context, "Convert to template"), [ApiWrite.Of("create", context.Place.Path + "/template")]) : null),
        new("d", "Remove", context => context.Place.IsRunning ? null : new Act.Dialog(DialogIds.GuestRemove)),
    ];

    /// <summary>The menu with all of them, on every page of a guest.</summary>
    public static PageButton More { get; } = new("x", "More", _ => new Act.Menu("More", All));

    /// <summary>Goes to the guest's console in the shell of its node.</summary>
    public static Act? Console(PageContext context) => context.Place is { IsRunning: true } place
        ? new Act.Shell(place.Node, string.Create(CultureInfo.InvariantCulture, $"{(place.Kind == PlaceKind.Qemu ? "qm terminal" : "pct console")} {place.Vmid}"))
        : null;

    private static Act.Ask? Power(PageContext context, string verb, string label) =>
        Can(context, running: true) ? new Act.Ask(Question(context, label), [Status(context, verb)]) : null;

    private static bool Can(PageContext context, bool running) => !context.Place.IsTemplate && context.Place.IsRunning == running;

    private static ApiWrite Status(PageContext context, string verb) => ApiWrite.Of("create", $"{context.Place.Path}/status/{verb}");

    /// <summary>What the task will be called: <c>VM 100 (web) - Shutdown</c>.</summary>
    private static string Question(PageContext context, string label) => string.Create(CultureInfo.InvariantCulture,
        $"{(context.Place.Kind == PlaceKind.Qemu ? "VM" : "CT")} {context.Place.Vmid} ({context.Place.Name}) - {context.Label(label)}");
}

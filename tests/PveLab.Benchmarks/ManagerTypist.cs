using System.Text;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Scenarios;
using PveLab.Tui;
using PveLab.Tui.Lab;
using PveLab.Tui.Screen;
using Terminal.Gui.App;
using Terminal.Gui.Drivers;
using Terminal.Gui.Input;
using Terminal.Gui.Testing;
using Terminal.Gui.Time;

namespace PveLab.Benchmarks;

/// <summary>
/// The Server View with 200 guests, a year of hourly tasks and a task log of 5,000 lines, on the library's ANSI driver without a terminal: a key
/// is pressed, what it brings into sight is read of the API, and the frame is painted.
/// </summary>
internal sealed class ManagerTypist : IDisposable
{
    private const int Guests = 200;
    private const int LogLines = 5000;

    private static readonly Key[] Keys =
    [
        .. Times(Key.CursorDown, 25), Key.PageDown, Key.PageDown, Key.End, Key.Home, .. Times(Key.PageDown, 4), .. Times(Key.CursorUp, 10), Key.Home, Key.CursorDown,
        .. Times(Key.PageDown.WithCtrl, 6), Key.Tab, Key.Tab, .. Times(Key.CursorDown, 30), .. Times(Key.PageDown, 20), Key.End, Key.End, Key.PageUp, Key.Home,
        Key.Tab, .. Times(Key.CursorDown, 5), Key.Home, Key.Enter, .. Times(Key.PageUp, 20), Key.Home, .. Times(Key.PageDown, 10), Key.End, Key.Esc, Key.Esc, Key.Home,
        Key.CursorDown, .. Times(Key.PageUp.WithCtrl, 6), Key.Home,
    ];

    private readonly LabRuntime runtime;
    private readonly IApplication app;
    private readonly LabWindow window;
    private readonly SessionToken session;
    private int pressed;

    public ManagerTypist(int width = 160, int height = 48)
    {
        Environment.SetEnvironmentVariable("DisableRealDriverIO", "1");
        runtime = new LabRuntime(Grown(), language => TuiApp.Lesson(null, "ch08-restore-test", language), Language.Ja);
        app = Application.Create(new VirtualTimeProvider());
        app.Init(DriverRegistry.Names.ANSI);
        app.Driver!.SetScreenSize(width, height);
        window = new LabWindow(runtime.Send, () => runtime.Model, runtime.Draw, () => Theme.Dark);
        session = app.Begin(window)!;
        runtime.Send(new LabMessage.KeyPressed("Alt+2"));
        app.LayoutAndDraw();
    }

    /// <summary>How many keys a round has.</summary>
    public static int Round => Keys.Length;

    /// <summary>The key pressed last.</summary>
    public string Pressed => Keys[(pressed - 1) % Keys.Length].ToString();

    /// <summary>What has the keys now.</summary>
    public string Shown => runtime.Model.Manager is { Modal: { } modal } ? modal.GetType().Name : $"{runtime.Model.Manager.Focus} of {Place}";

    /// <summary>Presses the next key and paints what it changed.</summary>
    public void Press()
    {
        app.InjectKey(Keys[pressed++ % Keys.Length]);
        app.LayoutAndDraw();
    }

    public void Dispose()
    {
        app.End(session);
        window.Dispose();
        app.Dispose();
        runtime.Dispose();
    }

    /// <summary>The place that is chosen, guests by their kind.</summary>
    private string Place => $"{(runtime.Model.Manager.Place is { IsGuest: false } place ? place.Id : "a guest")} {runtime.Model.Manager.Page.Id}";

    private static Attempt Grown()
    {
        var attempt = new Attempt(ScenarioLibrary.Shipped.Find("ch08-restore-test"));
        Type(attempt, $"for i in $(seq 200 {199 + Guests}); do qm create $i --name vm$i --memory 512; done");
        Type(attempt, "pvesh create /cluster/backup --id hourly --schedule '*:00' --storage nas --vmid 100 --prune-backups keep-last=3");
        Rest(attempt, new Input.Advance(TimeSpan.FromDays(365)));
        var log = attempt.World.Node("pve1").Tasks.All[^1].Upid.LogFile;
        var text = new StringBuilder();
        for (var i = 0; i < LogLines; i++) text.Append("INFO:  ").Append(i).Append(" of ").Append(LogLines).Append(": read 1.1 GiB/s, write 17.4 MiB/s, a line as vzdump writes them\n");
        Rest(attempt, new Input.FileSaved(log, text.ToString()));
        return attempt;
    }

    private static void Type(Attempt attempt, string line) => Rest(attempt, new Input.Line(line));

    private static void Rest(Attempt attempt, Input input)
    {
        attempt.Submit(input);
        while (attempt.IsRunning) attempt.Pull();
    }

    private static IEnumerable<Key> Times(Key key, int count) => Enumerable.Repeat(key, count);
}

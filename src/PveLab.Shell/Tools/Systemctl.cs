using PveLab.Sim;
using PveLab.Sim.Services;

namespace PveLab.Shell.Tools;

/// <summary>systemctl: shows, starts and stops the units of the node.</summary>
internal static class Systemctl
{
    private const int NoSuchUnit = 5;

    private static readonly OptionTable Table = new(
        "t:/type:", "a/all", "l/full", "q/quiet", "/no-pager", "/failed", "/state:", "n:/lines:", "/no-legend", "/now", "p:/property:", "/value", "/plain", "/no-block", "/system",
        "s:/signal:", "f/force", "!H:/host:", "!M:/machine:", "!o:/output:", "!r/recursive", "!/user")
    { Usage = "[OPTIONS...] COMMAND ..." };

    /// <summary>The words after <c>systemctl</c> that do something to named units.</summary>
    private static readonly string[] Verbs =
    [
        "cat", "disable", "enable", "is-active", "is-enabled", "is-failed", "kill", "list-timers", "list-unit-files", "list-units", "mask", "reload", "reload-or-restart",
        "reset-failed", "restart", "show", "start", "status", "stop", "try-restart", "unmask", "daemon-reload",
    ];

    public static IEnumerable<Step> Run(Invocation invocation)
    {
        var options = Table.Parse(invocation);
        if (options.Problem is { } problem) return [problem];
        var command = options.Operands.Count > 0 ? options.Operands[0] : "list-units";
        var names = options.Operands.Skip(1).ToList();
        if (command is "list-units" or "list-unit-files" or "list-timers") return UnitListing.Show(invocation, command, names, options);
        if (command == "daemon-reload") return [];
        if (command == "reset-failed" && names.Count == 0) names = [.. invocation.Node.Services.All.Select(s => s.Unit.Id)];
        if (command == "status" && names.Count == 0) return [UnitStatus.System(invocation)];
        if (command is "poweroff" or "reboot" or "halt") return Power.ShutDown(invocation, command == "reboot", options.Has("f"));
        if (Array.IndexOf(Verbs, command) < 0)
            return [command is "rescue" or "isolate" or "edit" or "set-property" or "list-dependencies" or "list-sockets" or "list-jobs"
                ? invocation.Fail(255, $"PveLab: 'systemctl {command}' is not simulated")
                : invocation.Fail(1, $"Unknown command verb '{command}'.")];
        return names.Count == 0 ? [invocation.Fail(1, "Too few arguments.")] : names.SelectMany(name => One(invocation, command, name, options));
    }

    public static IEnumerable<string> Complete(Editing.CompletionRequest request) => request.Words.Count <= 1
        ? Verbs
        : request.Session.Node.Services.All.Select(s => s.Unit.Id);

    private static IEnumerable<Step> One(Invocation invocation, string command, string name, Options options)
    {
        var service = invocation.Node.Services.Find(name);
        var id = service?.Unit.Id ?? (name.Contains('.', StringComparison.Ordinal) ? name : name + ".service");
        return command switch
        {
            "status" => UnitStatus.Of(invocation, service, id, options),
            "is-active" or "is-failed" => State(invocation, service, command, options),
            "is-enabled" => EnabledState(invocation, service, id, options),
            "cat" => service is null ? [invocation.Fail(1, $"No files found for {id}.")] : [new Step.Out(UnitStatus.FileOf(service.Unit))],
            "show" => [new Step.Out(UnitStatus.Properties(service, id, options))],
            _ => Change(invocation, command, service, id, options),
        };
    }

    private static IEnumerable<Step> State(Invocation invocation, Service? service, string command, Options options)
    {
        var shown = service?.Status.ToString().ToLowerInvariant() ?? "inactive";
        var yes = shown == (command == "is-active" ? "active" : "failed");
        if (!yes) invocation.ExitCode = command == "is-failed" ? 1 : service is null ? 4 : 3;
        if (!options.Has("q")) yield return new Step.Out(shown + "\n");
    }

    private static IEnumerable<Step> EnabledState(Invocation invocation, Service? service, string id, Options options)
    {
        if (service is null)
        {
            if (!options.Has("q")) yield return new Step.Out("not-found\n");
            invocation.ExitCode = 4;
            yield break;
        }
        if (service.EnabledState is "disabled" or "masked") invocation.ExitCode = 1;
        if (!options.Has("q")) yield return new Step.Out(service.EnabledState + "\n");
    }

    private static IEnumerable<Step> Change(Invocation invocation, string command, Service? service, string id, Options options)
    {
        if (service is null)
        {
            yield return invocation.Fail(command is "enable" or "disable" or "mask" or "unmask" ? 1 : NoSuchUnit, command switch
            {
                "enable" or "disable" => $"Failed to {command} unit: Unit {id} does not exist",
                "mask" or "unmask" => $"Unit {id} does not exist, proceeding anyway.",
                _ => $"Failed to {command} {id}: Unit {id} not found.",
            });
            yield break;
        }
        string? refusal = null;
        try
        {
            Act(command, service, options);
        }
        catch (PveException error)
        {
            refusal = error.Message;
        }
        if (refusal is not null) yield return invocation.Fail(1, refusal);
        else if (Links(command, service) is { } link) yield return new Step.Err(link);
        if (refusal is null && command is "enable" && options.Has("now")) service.Start();
        if (refusal is null && command is "disable" && options.Has("now")) service.Stop();
    }

    private static void Act(string command, Service service, Options options)
    {
        switch (command)
        {
            case "start": service.Start(); break;
            case "stop": service.Stop(); break;
            case "restart": service.Restart(); break;
            case "try-restart" when service.IsActive: service.Restart(); break;
            case "reload": service.Reload(); break;
            case "reload-or-restart": if (service.IsActive && service.Unit.IsPveDaemon) service.Reload(); else service.Restart(); break;
            case "reset-failed": service.ResetFailed(); break;
            case "mask": service.Mask(true); break;
            case "unmask": service.Mask(false); break;
            case "kill": service.Die(Signals.Parse(options["s"] ?? "TERM") ?? throw new PveException($"Failed to parse signal string '{options["s"]}'.")); break;
        }
    }

    /// <summary>Enables or disables, and tells what happened to the link in /etc/systemd.</summary>
    private static string? Links(string command, Service service)
    {
        var (unit, target) = (service.Unit, service.Unit.Kind == "timer" ? "timers.target" : "multi-user.target");
        var link = $"'/etc/systemd/system/{target}.wants/{unit.Id}'";
        return command switch
        {
            "enable" when service.Enable(true) => $"Created symlink {link} → '{unit.Path}'.\n",
            "disable" when service.Enable(false) => $"Removed {link}.\n",
            "enable" or "disable" when unit.Enabled is null =>
                "The unit files have no installation config (WantedBy=, RequiredBy=, UpheldBy=,\nAlso=, or Alias= settings in the [Install] section, and DefaultInstance= for\n"
                + "template units). This means they are not meant to be enabled or disabled using systemctl.\n",
            "mask" => $"Created symlink '/etc/systemd/system/{unit.Id}' → '/dev/null'.\n",
            "unmask" => $"Removed '/etc/systemd/system/{unit.Id}'.\n",
            _ => null,
        };
    }
}

using System.Globalization;
using System.Text.Json.Nodes;
using PveLab.Api;
using PveLab.Api.Nodes.Qemu;
using PveLab.Api.Schema;
using PveLab.Sim;
using PveLab.Sim.Guests;
using static PveLab.Api.Schema.SchemaOf;

namespace PveLab.Shell.Proxmox;

/// <summary>Commands of qm that work for a while without a task of their own (qemu-server: PVE/CLI/qm.pm importdisk, rescan, showcmd, wait).</summary>
internal static class QmOwn
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    internal static IEnumerable<CommandBinding> Bindings =>
    [
        Own("disk import", "Imports a disk image as an unused disk.", QemuParameters.GuestOnly.With(
            ("format", QemuDiskMethods.Format),
            ("source", String("Path to the disk image to import")),
            ("storage", StandardOptions.StorageId with { Description = "Target storage ID" }),
            ("target-disk", Optional(QemuDiskMethods.AnyDrive))), Import, "vmid", "source", "storage"),
        Own("disk rescan", "Looks at all storages and corrects disk sizes and unused disks.", Object(
            ("dryrun", Optional(Boolean("Only tell."), "0")),
            ("vmid", Optional(StandardOptions.Vmid))), Rescan),
        Own("showcmd", "Shows the command line that starts a virtual machine.", QemuParameters.GuestOnly.With(
            ("pretty", Optional(Boolean("Each option on a line of its own."), "0")),
            ("snapshot", Optional(StandardOptions.SnapshotName))), ShowCommand, "vmid"),
        Own("wait", "Waits until a virtual machine is stopped.", QemuParameters.GuestOnly.With(
            ("timeout", Optional(Integer("Seconds; for ever when not given.", 1)))), Wait, "vmid"),
    ];

    /// <summary>A command that runs in the shell itself, for as long as its steps take.</summary>
    internal static CommandBinding Own(
        string name, string description, ObjectSchema parameters, Func<Invocation, ParsedCommand, IEnumerable<Step>> run, params string[] arguments) =>
        CommandBinding.Own("qm " + name, "PVE::CLI::qm", Verb.Create, description, parameters, _ => null, [.. arguments]) with
        {
            Interactive = (invocation, parsed) => QmAgent.Guarded(invocation, run(invocation, parsed)),
        };

    private static IEnumerable<Step> Import(Invocation invocation, ParsedCommand parsed)
    {
        var guest = GuestOf(invocation, parsed);
        guest.CheckLock();
        var said = new Queue<string>();
        var copy = new DiskCopy(guest, guest.Vmid, said.Enqueue);
        var (source, done) = (Text(parsed, "source")!, false);
        try
        {
            using var pieces = copy.Import(source, Text(parsed, "storage")!, Text(parsed, "format")).GetEnumerator();
            while (true)
            {
                var more = pieces.MoveNext();
                while (said.TryDequeue(out var line)) yield return new Step.Out(line + "\n");
                if (!more) break;
                yield return new Step.Wait(invocation.Node.Clock.Now + pieces.Current);
            }
            done = true;
        }
        finally
        {
            if (!done) copy.Discard();
        }
        var key = Place(guest, Text(parsed, "target-disk"), copy.Made[^1]);
        yield return new Step.Out($"{key}: successfully imported disk '{guest.Config[key]}'\n");
    }

    private static string Place(VirtualMachine guest, string? key, string volume)
    {
        if (key is null || Drive.BusRank(key) < 0)
        {
            guest.Save(PendingChanges.AddUnused(guest.Config, volume));
            return guest.Config.Values.First(v => v.Value == volume && v.Key.StartsWith("unused", StringComparison.Ordinal)).Key;
        }
        if (guest.Config[key] is not null) throw new PveException($"cowardly refusing to overwrite existing entry: {key}");
        guest.Save(PendingChanges.Set(guest.Config, key, volume));
        if (guest.IsRunning) PendingChanges.ApplyHot(guest);
        else PendingChanges.ApplyCold(guest, null);
        return key;
    }

    private static IEnumerable<Step> Rescan(Invocation invocation, ParsedCommand parsed)
    {
        var dryRun = Text(parsed, "dryrun") == "1";
        var said = new List<string>();
        if (dryRun) said.Add("NOTE: running in dry-run mode, won't write changes out!");
        said.Add("rescan volumes...");
        PveException? error = null;
        var guests = Text(parsed, "vmid") is null ? invocation.Node.Guests.VirtualMachines.All.ToList() : [GuestOf(invocation, parsed)];
        foreach (var guest in guests)
        {
            try
            {
                guest.CheckLock();
                GuestRescan.Update(guest, said.Add, act => Quietly(act, said), dryRun);
            }
            catch (PveException refusal)
            {
                error = refusal;
                break;
            }
        }
        foreach (var line in said) yield return new Step.Out(line + "\n");
        if (error is not null) throw error;
    }

    private static void Quietly(Action act, List<string> said)
    {
        try
        {
            act();
        }
        catch (PveException failure)
        {
            said.Add(failure.Message);
        }
    }

    private static IEnumerable<Step> ShowCommand(Invocation invocation, ParsedCommand parsed)
    {
        var guest = GuestOf(invocation, parsed);
        var config = Text(parsed, "snapshot") is not { } name ? guest.Config
            : GuestConfig.Empty with { Values = guest.Config.Snapshot(name) ?? throw new PveException($"snapshot '{name}' does not exist") };
        var line = QemuCommand.Line(guest, config);
        yield return new Step.Out((Text(parsed, "pretty") == "1" ? line.Replace(" -", " \\\n  -", StringComparison.Ordinal) : line) + "\n");
    }

    private static IEnumerable<Step> Wait(Invocation invocation, ParsedCommand parsed)
    {
        var guest = GuestOf(invocation, parsed);
        if (guest.Pid is not { } pid) yield break;
        yield return new Step.Out(string.Create(CultureInfo.InvariantCulture, $"waiting until VM {guest.Vmid} stops (PID {pid})\n"));
        var timeout = Text(parsed, "timeout") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : int.MaxValue;
        for (var waited = 0; waited < timeout && guest.IsRunning; waited++) yield return new Step.Wait(invocation.Node.Clock.Now + Second);
        if (guest.IsRunning) throw new PveException("wait failed - got timeout");
    }

    private static VirtualMachine GuestOf(Invocation invocation, ParsedCommand parsed) =>
        invocation.Node.Guests.Get(int.Parse(Text(parsed, "vmid")!, CultureInfo.InvariantCulture));

    private static string? Text(ParsedCommand parsed, string name) => parsed.Parameters[name] is JsonValue value ? PerlText.Of(value) : null;
}

using System.Globalization;
using PveLab.Sim.Files;
using PveLab.Sim.Guests;

namespace PveLab.Sim.Backup;

/// <content>Before the first byte: names, limits, the lock, which disks, and the guest brought to a stand.</content>
public sealed partial class BackupRun
{
    private const string LogDirectory = "/var/log/vzdump";
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private void Prepare()
    {
        guest = Node.Guests.Either(Vmid) ?? throw new PveException(FormattableString.Invariant($"unable to find VM '{Vmid}'"));
        plugin = guest switch
        {
            Container container => new LxcBackup(this, container),
            VirtualMachine machine => new QemuBackup(this, machine),
            _ => throw new InvalidOperationException("There are two kinds of guests."),
        };
        if (Mode == "stop" && Node.View.HighAvailability.Resources.Manages(Vmid, "started"))
            throw new PveException("Cannot execute a backup with stop mode on a HA managed and enabled Service. Use snapshot mode or disable the Service.");
        CheckLimits();
        NameFiles();
        Log.Open(FormattableString.Invariant($"{LogDirectory}/{guest.Kind.Type}-{Vmid}.log"));
        Forget(logCopy!);
        Log.Announce(FormattableString.Invariant($"Starting Backup of VM {Vmid} ({guest.Kind.Type})"));
        Log.InfoToTask($"Backup started at {Node.Datacenter.Zone.Stamp(started.UnixSeconds)}");
        WasRunning = guest.IsRunning;
        Log.Info("status = " + (WasRunning ? "running" : "stopped"));
        guest.SetLock("backup");
        locked = true;
        if (!WasRunning) Mode = "stop";
        if (Mode == "snapshot") TrySnapshotMode();
        prepared = true;
        Log.Info("backup mode: " + Mode);
        if (Settings.BandwidthLimit > 0) Log.Info(FormattableString.Invariant($"bandwidth limit: {Settings.BandwidthLimit} KiB/s"));
        Log.Info("ionice priority: " + Settings.IoNice);
        if (Mode != "snapshot") plugin.Prepare(Mode);
    }

    /// <summary>Falls back to <c>suspend</c> when the guest cannot be snapshot.</summary>
    private void TrySnapshotMode()
    {
        try
        {
            plugin!.Prepare(Mode);
        }
        catch (PveException failure) when (failure.Message.StartsWith("mode failure", StringComparison.Ordinal))
        {
            Log.Info(failure.Message);
            Log.Info("trying 'suspend' mode instead");
            Mode = "suspend";
        }
    }

    private void CheckLimits()
    {
        var limit = Settings.Limit;
        if ((limit == 0 || Settings.Remove) && !Settings.Protected) return;
        var (unprotected, protectedOnes) = CountBackups();
        if (Settings.Protected)
        {
            if (Settings.Storage?["max-protected-backups"] is { } text
                && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var max) && max > -1 && protectedOnes >= max)
                throw new PveException($"The number of protected backups per guest is limited to {text} on storage '{Settings.Storage.Id}'");
        }
        else if (unprotected >= limit)
        {
            throw new PveException(FormattableString.Invariant(
                $"There is a max backup limit of {limit} enforced by the target storage or the vzdump parameters. Either increase the limit or delete old backups."));
        }
    }

    private (int Unprotected, int Protected) CountBackups()
    {
        var (unprotected, kept) = (0, 0);
        if (Settings.Storage is { } storage)
        {
            foreach (var volume in Node.Storages.List(storage.Id, "backup", Vmid))
            {
                if (volume.Subtype is { } subtype && subtype != guest!.Kind.Type) continue;
                if (volume.Protected) kept++;
                else unprotected++;
            }
        }
        else
        {
            foreach (var backup in Retained()) if (!backup.Protected) unprotected++;
        }
        return (unprotected, kept);
    }

    private void NameFiles()
    {
        baseName = FormattableString.Invariant($"vzdump-{guest!.Kind.Type}-{Vmid}-{Node.Datacenter.Zone.ArchiveStamp(started.UnixSeconds)}");
        var path = UnixPath.Join(Settings.DumpDirectory, baseName);
        var extension = Settings.Compressor is { } compressor ? $".{plugin!.Extension}.{compressor.Extension}" : $".{plugin!.Extension}";
        logCopy = path + ".log";
        Target = path + extension;
        Partial = Target[..Target.LastIndexOf('.')] + ".dat";
        Forget(Partial);
        Temporary = Settings.TemporaryDirectory is { } directory
            ? FormattableString.Invariant($"{directory}/vzdumptmp{Task.Upid.Pid}_{Vmid}")
            : path + ".tmp";
        RemoveTemporary();
        try
        {
            Node.Files.CreateDirectory(Temporary);
        }
        catch (FileException)
        {
            var wanted = Temporary;
            Temporary = null;
            throw new PveException($"unable to create temporary directory '{wanted}' at /usr/share/perl5/PVE/VZDump.pm line 1011.");
        }
    }

    private void Forget(string path)
    {
        if (Node.Files.Find(path, followLast: false) is not null) Task.Quietly(() => Node.Files.Remove(path));
    }

    private IEnumerable<TimeSpan> Halt() => Mode switch
    {
        "suspend" => HaltForCopy(),
        "snapshot" => HaltForSnapshot(),
        _ => WasRunning ? ShutDown() : [],
    };

    private IEnumerable<TimeSpan> ShutDown()
    {
        Fire(BackupRunTrigger.Halt);
        Log.Info("stopping virtual guest");
        HaltedAt = Node.Clock.Now;
        foreach (var pause in plugin!.Stop()) yield return pause;
        restartAtEnd = true;
    }

    private IEnumerable<TimeSpan> HaltForCopy()
    {
        foreach (var pause in plugin!.Copy("first")) yield return pause;
        Fire(BackupRunTrigger.Halt);
        Suspend("suspending guest");
        if (!plugin.CopiesFirst) yield break;
        foreach (var pause in plugin.Copy("final")) yield return pause;
        Resume("resuming guest");
    }

    private IEnumerable<TimeSpan> HaltForSnapshot()
    {
        var halts = plugin!.SnapshotCount > 1;
        if (halts) Suspend("suspend vm to make snapshot");
        foreach (var pause in plugin.Snapshot()) yield return pause;
        if (halts) Resume("resume vm");
    }

    private void Suspend(string said)
    {
        Log.Info(said);
        HaltedAt = Node.Clock.Now;
        plugin!.Suspend();
        resumeAtEnd = true;
    }

    private void Resume(string said)
    {
        Log.Info(said);
        resumeAtEnd = false;
        plugin!.Resume();
        SayOnlineAgain();
        HaltedAt = null;
    }
}

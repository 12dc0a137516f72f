using PveLab.Sim.Cluster;
using PveLab.Sim.Files;
using PveLab.Sim.Services;
using PveLab.Sim.Tasks;

namespace PveLab.Sim.Backup;

/// <summary>
/// Where vzdump writes what it does: the task's output and, once it is open, the guest's log file with a time before each line
/// (pve-guest-common: PVE/VZDump/Plugin.pm debugmsg).
/// </summary>
public sealed class BackupLog(Node node, PveTask task)
{
    private OpenFile? file;
    private (long Second, string Text) stamped = (-1, "");

    /// <summary>Path of the guest's log file, null while there is none.</summary>
    public string? Path { get; private set; }

    /// <summary>Begins the guest's log file anew.</summary>
    /// <exception cref="PveException">It cannot be written.</exception>
    public void Open(string path)
    {
        try
        {
            node.Files.CreateDirectory(UnixPath.Directory(path), parents: true);
            file = node.Files.OpenText(path, truncate: true);
            ((TextFile)file.Entry).TaskLog = task.Id;
            Path = path;
        }
        catch (FileException)
        {
            throw new PveException($"unable to create log file '{path}' at /usr/share/perl5/PVE/VZDump.pm line 1014.");
        }
    }

    /// <summary>Ends the guest's log file.</summary>
    public void Close() => file = null;

    /// <summary>Says how it goes.</summary>
    public void Info(string message) => Write("INFO: ", message, toFile: true);

    /// <summary>Says it to the journal, too (debugmsg with syslog).</summary>
    public void Announce(string message)
    {
        Info(message);
        task.Syslog("INFO: " + message);
    }

    /// <summary>Says it to the task only.</summary>
    public void InfoToTask(string message) => Write("INFO: ", message, toFile: false);

    /// <summary>Says what went wrong.</summary>
    public void Error(string message) => Write("ERROR: ", message, toFile: true);

    /// <summary>Says to the journal, too, what went wrong.</summary>
    public void AnnounceError(string message)
    {
        Error(message);
        task.Syslog("ERROR: " + message, Priority.Error);
    }

    /// <summary>Warns: the task ends with warnings.</summary>
    public void Warn(string message)
    {
        foreach (var line in Lines(message))
        {
            task.Warn(line);
            Append("WARN: " + line);
        }
    }

    private static string[] Lines(string message) => message.TrimEnd('\n').Split('\n');

    private void Write(string prefix, string message, bool toFile)
    {
        if (message.Length == 0) return;
        foreach (var line in message.Contains('\n', StringComparison.Ordinal) ? Lines(message) : [message])
        {
            task.Log(prefix + line);
            if (toFile) Append(prefix + line);
        }
    }

    private void Append(string line)
    {
        if (file is null) return;
        try
        {
            var now = node.Clock.Now.UnixSeconds;
            if (now != stamped.Second) stamped = (now, node.Datacenter.Zone.Stamp(now));
            file.Append(string.Concat(stamped.Text, " ", line, "\n"));
        }
        catch (FileException)
        {
            // print to a full disk fails without anybody asking, as in the real debugmsg.
        }
    }
}

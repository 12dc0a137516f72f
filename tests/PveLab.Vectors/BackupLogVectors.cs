using System.Globalization;
using PveLab.Sim.Backup;

namespace PveLab.Vectors;

/// <summary>
/// g_vm_backup_log: <c>running, mode, agent, compress, bwlimit, freeze, progress</c> → <c>stdout, stderr, rc, guest_log</c> of a backup of VM 100,
/// QEMU's answers being the recorded ones.
/// </summary>
public static class BackupLogVectors
{
    /// <summary>Compares one vector.</summary>
    public static void Check(Vector vector, Comparison compare)
    {
        var (running, mode) = (vector.Flag("running"), vector.Text("mode")!);
        var start = DateTimeOffset.FromUnixTimeSeconds(vector.Number("freeze")).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        var world = TranscriptWorld.At(start, running, vector.Flag("agent"));
        var node = world.Nodes["pve1"];
        MockedMachine.Answer(node, MockedMachine.Answers(vector["progress"]));
        if (running && mode == "stop") MockedMachine.EndShutdown(node, TimeSpan.Zero);

        Dictionary<string, string> parameters = new()
        {
            ["vmid"] = "100",
            ["storage"] = "backup",
            ["mode"] = mode,
            ["compress"] = vector.Text("compress")!,
            ["prune-backups"] = "keep-all=1",
        };
        if (vector.Number("bwlimit") > 0) parameters["bwlimit"] = vector.Text("bwlimit")!;
        var task = Sim.Backup.Vzdump.Start(node, VzdumpRequest.Of(parameters), "root@pam")!;
        var limit = node.Clock.Now + TimeSpan.FromDays(1);
        while (task.IsRunning && node.Clock.Step(limit))
        {
        }

        compare.Same("stdout", Normal.Of(vector.Text("stdout")!), Normal.Of(string.Concat(task.Lines.Select(line => line + "\n"))));
        var failed = task.ExitStatus is not "OK";
        compare.Same("stderr", vector.Text("stderr"), failed ? task.ExitStatus + "\n" : "");
        compare.Same("rc", vector.Number("rc") != 0, failed);
        compare.Same("guest_log", Normal.Of(vector.Text("guest_log")!), Normal.Of(node.Files.ReadText("/var/log/vzdump/qemu-100.log")));
    }
}

using System.Text;
using PveLab.Testing;

namespace PveLab.Shell.Tests.Guest;

/// <summary>What the commands of qm show, line by line.</summary>
public sealed class QmTranscriptTests
{
    [Fact]
    public void Snapshots() => Play(
        "qm_snapshots",
        "qm listsnapshot 100",
        "qm snapshot 100 before --description 'before the update'",
        "qm snapshot 100 before",
        "qm snapshot 100 current",
        "qm snapshot 100 x",
        "qm listsnapshot 100",
        "sleep 120",
        "qm snapshot 100 ram --vmstate 1",
        "cat /etc/pve/qemu-server/100.conf",
        "qm config 100 --snapshot before",
        "qm listsnapshot 100",
        "lvs_of_pool",
        "qm rollback 100 before",
        "qm status 100",
        "qm rollback 100 nosnap",
        "qm rollback 100 ram",
        "qm status 100",
        "qm delsnapshot 100 before",
        "qm listsnapshot 100",
        "qm delsnapshot 100 ram",
        "cat /etc/pve/qemu-server/100.conf",
        "pvesh get /nodes/pve1/tasks --limit 4 --output-format json | head -c 300",
        "lvs_of_pool");

    internal static void Play(string golden, params string[] lines)
    {
        var lab = new GuestLab();
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            text.Append("# ").Append(line).Append('\n');
            if (line == "lvs_of_pool") text.AppendJoin('\n', lab.Node.ThinPools["pve/data"].Volumes.Keys).Append('\n');
            else text.Append(lab.Run(line));
            if (line != "lvs_of_pool" && lab.Shell.Status != 0) text.Append("=> ").Append(lab.Shell.Status).Append('\n');
        }
        Golden.Verify(text.ToString(), golden);
    }
}

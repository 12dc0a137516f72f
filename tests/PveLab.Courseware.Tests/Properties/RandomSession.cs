using System.Text;
using CsCheck;
using PveLab.Courseware.Attempts;

namespace PveLab.Courseware.Tests.Properties;

/// <summary>Something a learner does: types a line, interrupts it after some steps, or lets time pass.</summary>
/// <param name="Line">The line; <c>#! node N</c> goes to the login on another node, null lets time pass instead.</param>
/// <param name="InterruptAfter">Steps after which Ctrl+C is pressed; null lets the line end.</param>
/// <param name="Minutes">How long nothing is done.</param>
public sealed record Move(string? Line, int? InterruptAfter, int Minutes)
{
    /// <summary>What a line begins with that goes to another node.</summary>
    internal const string Login = "#! node ";

    /// <inheritdoc />
    public override string ToString() => Line is null ? $"#! wait {Minutes}m" : InterruptAfter is { } steps ? $"{Line}   <Ctrl+C after {steps}>" : Line;
}

/// <summary>Draws plausible sessions of somebody who backs up, restores, tidies, writes and breaks things on a single node.</summary>
public static class RandomSession
{
    private static readonly Gen<string> Vmid = Gen.OneOf("100", "100", "101", "102", "103", "999");
    private static readonly Gen<string> Target = Gen.OneOf("nas", "nas", "local", "local-lvm", "nope");
    private static readonly Gen<string> Images = Gen.OneOf("local-lvm", "local-lvm", "local", "nas");
    private static readonly Gen<string> Archive = Gen.OneOf(
        "$(pvesm list nas | tail -n 1 | cut -d ' ' -f 1)", "$(ls -1 /mnt/pve/nas/dump/*.vma* | head -n 1)", "$(pvesm list local --content backup | tail -n 1 | cut -d ' ' -f 1)");

    private static readonly Gen<string> Backup =
        from vmid in Vmid
        from target in Target
        from mode in Gen.OneOf("snapshot", "suspend", "stop")
        from more in Gen.OneOf("", "--compress zstd", "--compress gzip --prune-backups keep-last=1", "--compress zstd --protected 1", "--compress lzo --bwlimit 102400")
        select $"vzdump {vmid} --storage {target} --mode {mode} {more}";

    private static readonly Gen<string> Restore =
        from archive in Archive
        from vmid in Vmid
        from target in Images
        from more in Gen.OneOf("", "--unique 1", "--force 1", "--start 1", "--bwlimit 204800")
        select $"qmrestore {archive} {vmid} --storage {target} {more}";

    private static readonly Gen<string> Guest =
        from verb in Gen.OneOf("start", "stop", "shutdown", "reset", "reboot", "suspend", "resume", "destroy", "unlock", "config", "status")
        from vmid in Vmid
        select $"qm {verb} {vmid}";

    private static readonly Gen<string> Change =
        from vmid in Vmid
        from what in Gen.OneOf("--memory 1024", "--name renamed", "--scsi1 local-lvm:2", "--delete scsi1", "--scsi2 local:1", "--description text", "--protection 1", "--protection 0")
        select $"qm set {vmid} {what}";

    private static readonly Gen<string> Other = Gen.OneOf(
        "qm create 102 --memory 512 --scsi0 local-lvm:4", "qm create 103 --memory 512 --net0 virtio,bridge=vmbr0", "qm list", "pvesm status",
        "pvesm list nas", "pvesm prune-backups nas --keep-last 1", "pvesm prune-backups local --keep-last 1", "pvesm alloc local-lvm 101 '' 1G", "pvesm alloc local 101 '' 1G",
        "pvesm free local-lvm:vm-101-disk-0", "pvesm free $(pvesm list nas | tail -n 1 | cut -d ' ' -f 1)", "pvesm set nas --disable 1", "pvesm set nas --disable 0",
        "pvesm set local --content iso,vztmpl,backup,images", "pvesm add dir more --path /root/more --content backup,images", "pvesm remove more",
        "pvesh create /cluster/backup --id job-a --schedule '*:0/20' --storage nas --all 1 --prune-backups keep-last=2 --compress zstd", "pvesh delete /cluster/backup/job-a",
        "pvesh get /cluster/tasks --output-format json", "pvenode task list", "pvesh get /cluster/resources", "cat /var/log/vzdump/*.log | tail -n 5",
        "rm -f /mnt/pve/nas/dump/*.vma.zst", "rm -rf /var/lib/vz/dump", "rm -f /mnt/pve/nas/dump/*.notes /mnt/pve/nas/dump/*.protected", "rm -f /var/lib/vz/images/*/*",
        "echo some text >> /root/notes", "seq 1 20000 > /root/numbers", "cp /root/numbers /mnt/pve/nas/numbers", "mv /root/numbers /tmp/moved", "rm -f /root/* /tmp/*",
        "for i in 1 2 3 4 5; do cat /root/numbers; done > /root/more-numbers", "cp /var/lib/vz/template/iso/*.iso /root/copy.iso",
        "for i in {1..20}; do cp /var/lib/vz/template/iso/*.iso /root/copy$i || break; done", "rm -f /root/copy*", "qm terminal 100", "ssh root@192.168.10.100",
        "qm create 104 --memory 512 --scsi0 local-lvm:300", "umount /mnt/pve/nas", "vzdump --all --storage nas --compress zstd", "less /etc/pve/storage.cfg", "mkdir -p /root/a/b && touch /root/a/b/c",
        "head -c 100000 /mnt/pve/nas/dump/*.zst > /mnt/pve/nas/dump/vzdump-qemu-103-2026_01_01-00_00_00.vma.zst", "tail -n +3 /root/numbers | sort -r | tee /root/sorted | wc -l",
        "sed -i 's/2048/1024/' /etc/pve/qemu-server/100.conf", "mv /etc/pve/qemu-server/103.conf /etc/pve/qemu-server/104.conf", "rm -f /etc/pve/qemu-server/102.conf",
        "sleep 100", "ping -c 3 192.168.10.100", "tail -f /root/notes", "while true; do date; sleep 7; done", "df", "du -s /root /var/lib/vz", "echo 'broken' >> /etc/pve/storage.cfg");

    private static readonly Gen<string> Line = Gen.Frequency((4, Backup), (4, Restore), (4, Guest), (2, Change), (9, Other));

    /// <summary>Sessions of a few lines to a few dozen.</summary>
    public static Gen<Move[]> Sessions => Of(Line);

    /// <summary>Sessions of such lines, some interrupted, with times in which nothing is done.</summary>
    internal static Gen<Move[]> Of(Gen<string> lines) => One(lines).Array[3, 25];

    private static Gen<Move> One(Gen<string> lines) =>
        from line in lines
        from interrupted in Gen.Int[0, 3]
        from steps in Gen.Int[1, 120]
        from idle in Gen.Int[0, 9]
        from minutes in Gen.Int[1, 90]
        select idle == 0 ? new Move(null, null, minutes) : new Move(line, interrupted == 0 ? steps : null, 0);

    /// <summary>What the learner saw, text by text.</summary>
    public static void Show(StringBuilder seen, Output output) => seen.Append(output switch
    {
        Output.Out { Text: var text } => text,
        Output.Err { Text: var text } => text,
        _ => "",
    });

    /// <summary>Lives through a session.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="moves">What is done.</param>
    /// <param name="shown">Sees every output.</param>
    public static void Play(Attempt attempt, IEnumerable<Move> moves, Action<Output> shown)
    {
        foreach (var move in moves)
        {
            if (attempt.Shell.Ended) return;
            Do(attempt, move, shown);
        }
    }

    private static void Do(Attempt attempt, Move move, Action<Output> shown)
    {
        var patience = move.InterruptAfter ?? (Endless(move.Line) ? 300 : 200_000);
        attempt.Submit(move.Line is not { } line ? new Input.Advance(TimeSpan.FromMinutes(move.Minutes))
            : line.StartsWith(Move.Login, StringComparison.Ordinal) ? new Input.NodeOpened(line[Move.Login.Length..]) : new Input.Line(line));
        for (var step = 0; attempt.IsRunning || attempt.Asking is not null; step++)
        {
            if (attempt.Asking is not null) attempt.Submit(new Input.Key(step % 2 == 0 ? "Ctrl+O" : "Ctrl+D"));
            else if (step >= patience) attempt.Submit(new Input.Key("Ctrl+C"));
            shown(attempt.Pull());
        }
    }

    private static bool Endless(string? line) => line is not null && (line.StartsWith("tail -f", StringComparison.Ordinal) || line.StartsWith("while true", StringComparison.Ordinal));
}

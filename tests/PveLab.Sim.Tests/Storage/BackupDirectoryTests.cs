using PveLab.Sim.Storage;
using PveLab.Sim.Time;

namespace PveLab.Sim.Tests.Storage;

public sealed class BackupDirectoryTests
{
    private const string First = "vzdump-qemu-100-2026_01_01-02_00_00.vma.zst";
    private const string Second = "vzdump-qemu-100-2026_01_02-02_00_00.vma.zst";

    private static BackupFile[] Files(params string[] names) =>
        [.. names.Select(name => new BackupFile(name, 10, 5, name.EndsWith(".notes", StringComparison.Ordinal) ? "before the upgrade" : null))];

    [Fact]
    public void Whatever_lies_there_with_a_backups_name_is_listed()
    {
        var files = Files(First, First + ".notes", First + ".protected", "vzdump-qemu-100-2026_01_01-02_00_00.log", "mine.tar", "notes.txt", ".x.tar");
        var backups = BackupDirectory.List("nas", files, Zone.Utc);
        Assert.Equal(
            [
                new("nas:backup/mine.tar", "tar", 10, 5, "unknown"),
                new("nas:backup/" + First, "vma.zst", 10, 1_767_232_800, "qemu") { Vmid = 100, Notes = "before the upgrade", Protected = true },
            ],
            backups);
    }

    [Fact]
    public void Only_the_guests_own_backups_are_listed_when_it_is_named()
    {
        var files = Files(First, "vzdump-qemu-1001-2026_01_01-02_00_00.vma", "vzdump-lxc-100-own.tar");
        var backups = BackupDirectory.List("nas", files, Zone.Utc, vmid: 100);
        Assert.Equal(["nas:backup/vzdump-lxc-100-own.tar", "nas:backup/" + First], backups.Select(backup => backup.VolumeId));
    }

    [Fact]
    public void Each_guest_is_pruned_by_itself_and_names_of_ones_own_stay()
    {
        var files = Files(First, Second, "vzdump-lxc-100-2026_01_01-02_00_00.tar", "vzdump-qemu-100-mine.vma");
        var entries = BackupDirectory.MarkForPruning(BackupDirectory.List("nas", files, Zone.Utc), new() { Last = 1 }, Zone.Utc);
        Assert.Equal(
            [PruneMark.Keep, PruneMark.Remove, PruneMark.Keep, PruneMark.Renamed],
            entries.Select(entry => entry.Mark));
    }

    [Fact]
    public void A_removed_archive_takes_its_log_and_notes_along()
    {
        SortedSet<string> paths = new(StringComparer.Ordinal)
        {
            "/d/" + First, "/d/" + First + ".notes", "/d/vzdump-qemu-100-2026_01_01-02_00_00.log", "/d/" + Second,
        };
        BackupDirectory.RemoveArchive("/d/" + First, Zone.Utc, paths.Contains, path => paths.Remove(path));
        Assert.Equal(["/d/" + Second], paths);
    }

    [Fact]
    public void A_protected_archive_is_not_removed()
    {
        var refusal = Assert.Throws<PveException>(() => BackupDirectory.RemoveArchive("/d/" + First, Zone.Utc, _ => true, _ => { }));
        Assert.Equal($"cannot remove protected archive '/d/{First}'", refusal.Message);
    }

    [Fact]
    public void A_backup_that_resists_is_logged_and_the_others_go()
    {
        var entries = BackupDirectory.MarkForPruning(
            BackupDirectory.List("nas", Files(First, Second, "vzdump-qemu-100-2026_01_03-02_00_00.vma"), Zone.Utc), new() { Last = 1 }, Zone.Utc);
        List<string> log = [], removed = [];
        var failure = Assert.Throws<PveException>(() => BackupDirectory.Prune(entries, Remove, (level, text) => log.Add($"{level}: {text}")));
        Assert.Equal("error pruning backups - check log", failure.Message);
        Assert.Equal(["backup/" + Second], removed);
        Assert.Equal(
            [
                $"info: removing backup 'nas:backup/{First}'",
                $"err: error when removing backup 'nas:backup/{First}' - read only\n\n",
                $"info: removing backup 'nas:backup/{Second}'",
            ],
            log);

        void Remove(VolumeId volume)
        {
            if (volume.Name.EndsWith(First, StringComparison.Ordinal)) throw new PveException("read only");
            removed.Add(volume.Name);
        }
    }
}

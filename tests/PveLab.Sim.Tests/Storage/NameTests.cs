using PveLab.Sim.Storage;
using PveLab.Sim.Time;

namespace PveLab.Sim.Tests.Storage;

public sealed class NameTests
{
    [Fact]
    public void A_volume_id_is_split_at_its_first_colon()
    {
        Assert.Equal(new("local-lvm", "vm-100-disk-0"), VolumeId.Parse("local-lvm:vm-100-disk-0"));
        Assert.Equal(new("ab", ":x"), VolumeId.Parse("ab::x"));
    }

    [Theory]
    [InlineData("b:backup/x")]
    [InlineData("a-:x")]
    [InlineData("local:")]
    [InlineData("/etc/passwd")]
    public void A_text_that_is_no_volume_id_is_refused(string text) =>
        Assert.Equal($"unable to parse volume ID '{text}'", Assert.Throws<PveException>(() => VolumeId.Parse(text)).Message);

    [Fact]
    public void The_name_vzdump_gives_tells_type_guest_time_and_format()
    {
        var archive = ArchiveName.Parse("nas:backup/vzdump-qemu-100-2026_01_01-09_00_00.vma.zst", Zone.Find("Asia/Tokyo")!);
        Assert.True(archive.IsStandard);
        Assert.Equal(("qemu", 100, 1_767_225_600), (archive.Type, archive.Vmid, archive.Ctime));
        Assert.Equal(("vma", "zst", "zstd -q -d -c"), (archive.Format, archive.Compression, archive.Decompressor));
        Assert.Equal("vzdump-qemu-100-2026_01_01-09_00_00.log", archive.LogFileName);
        Assert.Equal("vzdump-qemu-100-2026_01_01-09_00_00.vma.zst.notes", archive.NotesFileName);
        Assert.Equal("vzdump-qemu-100-2026_01_01-09_00_00", ArchiveName.Base("qemu", 100, 1_767_225_600, Zone.Find("Asia/Tokyo")!));
    }

    [Fact]
    public void A_name_of_ones_own_is_an_archive_without_guest_and_time()
    {
        var archive = ArchiveName.Parse("/mnt/vzdump-lxc-web.tgz", Zone.Utc);
        Assert.False(archive.IsStandard);
        Assert.Equal(("tar", "gz"), (archive.Format, archive.Compression));
        Assert.Null(archive.Vmid);
        Assert.Null(archive.LogFileName);
    }

    [Theory]
    [InlineData("/etc/passwd", "ERROR: couldn't determine archive info from '/etc/passwd'")]
    [InlineData("vzdump-qemu-100-2026_01_01-09_00_00.vma.xz", "ERROR: couldn't determine archive info from 'vzdump-qemu-100-2026_01_01-09_00_00.vma.xz'")]
    [InlineData("vzdump-qemu-100-2026_02_30-09_00_00.vma", "Day '30' out of range 1..28")]
    [InlineData("vzdump-qemu-100-2026_13_01-09_00_00.vma", "Month '12' out of range 0..11")]
    public void What_is_no_archive_is_refused(string name, string message) =>
        Assert.Equal(message, Assert.Throws<PveException>(() => ArchiveName.Parse(name, Zone.Utc)).Message);
}

using PveLab.Sim.Files;

namespace PveLab.Shell.Tests.Tools;

public sealed class FileToolTests
{
    private const string Make = "cd /tmp; mkdir d; echo hello > b.txt; echo x > a; touch .h; touch -d '2025-01-02 03:04' old; ln -s a l; ";

    [Theory]
    [InlineData("ls", "a  b.txt  d  l  old\n")]
    [InlineData("ls -a", ".  ..  a  b.txt  d  .h  l  old\n")]
    [InlineData("ls -A | cat", "a\nb.txt\nd\n.h\nl\nold\n")]
    [InlineData("ls -1t | tail -1; ls -1tr | head -1; ls -1r | head -1; ls -1S b.txt a", "old\nold\nold\nb.txt\na\n")]
    [InlineData("ls -F", "a  b.txt  d/  l@  old\n")]
    [InlineData("ls -d d; ls -l a; ls -l old l", "d\n-rw-r--r-- 1 root root 2 Apr  1 09:00 a\nlrwxrwxrwx 1 root root 1 Apr  1 09:00 l -> a\n-rw-r--r-- 1 root root 0 Jan  2  2025 old\n")]
    [InlineData("ls -l | head -2; ls -lh b.txt", "total 12\n-rw-r--r-- 1 root root    2 Apr  1 09:00 a\n-rw-r--r-- 1 root root 6 Apr  1 09:00 b.txt\n")]
    [InlineData("touch d/f; ls -R d; ls a d", "d:\nf\na\n\nd:\nf\n")]
    [InlineData("ls nofile; echo $?", "ls: cannot access 'nofile': No such file or directory\n2\n")]
    [InlineData("ls -Q", "PveLab: option '-Q' of 'ls' is not simulated\n")]
    [InlineData("ls -Y; echo $?", "ls: invalid option -- 'Y'\nTry 'ls --help' for more information.\n2\n")]
    [InlineData("ls --a", "ls: option '--a' is ambiguous; possibilities: '--all' '--almost-all' '--author'\nTry 'ls --help' for more information.\n")]
    public void Ls_lists(string line, string expected) => Assert.Equal(expected, Lab.Output(Make + line));

    [Fact]
    public void Ls_quotes_odd_names_on_a_terminal_only() => Assert.Equal("'a b'\na b\n", Lab.Output("cd /tmp; touch 'a b'; ls; ls | cat"));

    [Theory]
    [InlineData("cp a c; cat c; cp -v a e; mv -v c f; mv f d; ls d", "x\n'a' -> 'e'\nrenamed 'c' -> 'f'\nf\n")]
    [InlineData("cp d e; cp -r d e; ls -d e; cp a a; mv a nodir/x; cp -r d d/x", "cp: -r not specified; omitting directory 'd'\ne\ncp: 'a' and 'a' are the same file\nmv: cannot move 'a' to 'nodir/x': No such file or directory\ncp: cannot copy a directory, 'd', into itself, 'd/x'\n")]
    [InlineData("mv d a; mv nof b; cp; cp a", "mv: cannot overwrite non-directory 'a' with directory 'd'\nmv: cannot stat 'nof': No such file or directory\ncp: missing file operand\nTry 'cp --help' for more information.\ncp: missing destination file operand after 'a'\nTry 'cp --help' for more information.\n")]
    [InlineData("rm d; rm nofile; rm -f nofile; rm -rv d; rm; rm -r /; rm -r .", "rm: cannot remove 'd': Is a directory\nrm: cannot remove 'nofile': No such file or directory\nremoved directory 'd'\nrm: missing operand\nTry 'rm --help' for more information.\nrm: it is dangerous to operate recursively on '/'\nrm: use --no-preserve-root to override this failsafe\nrm: refusing to remove '.' or '..' directory: skipping '.'\n")]
    [InlineData("mkdir d; mkdir x/y; mkdir -p x/y; rmdir x; rmdir x/y x; mkdir", "mkdir: cannot create directory ‘d’: File exists\nmkdir: cannot create directory ‘x/y’: No such file or directory\nrmdir: failed to remove 'x': Directory not empty\nmkdir: missing operand\nTry 'mkdir --help' for more information.\n")]
    [InlineData("chmod 600 a; stat -c '%a %A %s %n %F' a; chmod u+x,g=r a; stat -c %a a; chmod -x a; stat -c %A a; chmod zz a", "600 -rw------- 2 a regular file\n740\n-rw-r-----\nchmod: invalid mode: ‘zz’\nTry 'chmod --help' for more information.\n")]
    [InlineData("readlink l; realpath l; basename /x/b.txt .txt; dirname /a/b/c; readlink -f /tmp/../tmp/a", "a\n/tmp/a\nb\n/a/b\n/tmp/a\n")]
    [InlineData("sha256sum b.txt; md5sum b.txt; sha256sum b.txt > s; sha256sum -c s; echo y > b.txt; sha256sum -c s", "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03  b.txt\nb1946ac92492d2347c6235b4d2611184  b.txt\nb.txt: OK\nb.txt: FAILED\nsha256sum: WARNING: 1 computed checksum did NOT match\n")]
    public void Files_are_copied_moved_and_removed(string line, string expected) => Assert.Equal(expected, Lab.Output(Make + line));

    [Theory]
    [InlineData("find t -type f", "t/a/f.log\nt/b/g.txt\n")]
    [InlineData("find t -name '*.log' -o -name '*.txt'", "t/a/f.log\nt/b/g.txt\n")]
    [InlineData("find t -maxdepth 1 -type d", "t\nt/a\nt/b\n")]
    [InlineData("find t -type f -exec cat {} \\;", "x\nyy\n")]
    [InlineData("find t -type f -exec echo {} +", "t/a/f.log t/b/g.txt\n")]
    [InlineData("find t -type f -size +1k; find t -type f ! -name '*.log'", "t/b/g.txt\n")]
    [InlineData("find t -name '*.log' -delete; find t -empty; find t -mtime +1; find t -mmin -1 -type f", "t/a\nt/b/g.txt\n")]
    [InlineData("find nofile; find t -foo; find t -name; find t -printf x", "find: ‘nofile’: No such file or directory\nfind: unknown predicate `-foo'\nfind: missing argument to `-name'\nPveLab: option '-printf' of 'find' is not simulated\n")]
    public void Find_searches(string line, string expected) => Assert.Equal(expected, Lab.Output("mkdir -p t/a t/b; echo x > t/a/f.log; echo yy > t/b/g.txt; " + line));

    [Fact]
    public void Stat_tells_all() => Assert.Equal(
        "  File: /etc/hostname\n  Size: 5         \tBlocks: 8          IO Block: 4096   regular file\nDevice: 252,1\tInode: 5           Links: 1\n"
        + "Access: (0644/-rw-r--r--)  Uid: (    0/    root)   Gid: (    0/    root)\nAccess: 2026-03-30 08:12:20.000000000 +0900\n"
        + "Modify: 2026-03-30 08:12:20.000000000 +0900\nChange: 2026-03-30 08:12:20.000000000 +0900\n Birth: 2026-03-30 08:12:20.000000000 +0900\n",
        Lab.Output("stat /etc/hostname"));

    [Fact]
    public void Df_and_du_count_the_same_bytes()
    {
        var lab = new Lab(size: "4G");
        var root = lab.Node.Files.MountAt("/")!.FileSystem;
        Assert.Equal($"Filesystem           1K-blocks    Used Available Use% Mounted on\n/dev/mapper/pve-root   4194304 {root.Used / 1024} {root.Available / 1024,9}  25% /\n", lab.Run("df /"));
        Assert.Equal("Filesystem           Type  Size  Used Avail Use% Mounted on\n/dev/mapper/pve-root ext4  4.0G 1001M  3.1G  25% /\n", lab.Run("df -hT /"));
        Assert.Equal("1001M\t/var/lib/vz/template/iso\n1000M\t/var/lib/vz/template/iso/debian.iso\n", lab.Run("du -sh /var/lib/vz/template/iso; du -h /var/lib/vz/template/iso/debian.iso"));
        lab.Run("rm /var/lib/vz/template/iso/debian.iso");
        Assert.Equal("  1%\n", lab.Run("df / | tail -1 | awk '{print \"  \"$5}'"));
        Assert.Equal("df: nofile: No such file or directory\n", lab.Run("df nofile"));
    }

    [Fact]
    public void Copying_a_large_file_takes_its_time_and_fails_when_the_space_ends()
    {
        var lab = new Lab(size: "2G");
        var before = lab.Node.Clock.Now;
        Assert.Equal("", lab.Run("cp /var/lib/vz/template/iso/debian.iso /tmp/x"));
        Assert.InRange((lab.Node.Clock.Now - before).TotalSeconds, 1, 10);
        Assert.Equal("cp: error writing '/tmp/y': No space left on device\n", lab.Run("cp /tmp/x /tmp/y"));
        Assert.Equal("1048576000\n", lab.Run("stat -c %s /tmp/x"));
        Assert.NotNull(lab.Node.Files.Find("/tmp/y"));
    }

    [Fact]
    public void A_full_disk_is_told_by_whoever_writes()
    {
        var lab = new Lab();
        var root = lab.Node.Files.MountAt("/")!.FileSystem;
        root.Capacity = root.Used;
        Assert.Equal("bash: echo: write error: No space left on device\n", lab.Run("echo a > /root/f"));
        Assert.Equal("cat: write error: No space left on device\n", lab.Run("cat /etc/fstab > /root/g"));
        Assert.Equal("mkdir: cannot create directory ‘q’: No space left on device\n", lab.Run("mkdir q"));
    }

    [Fact]
    public void A_stale_mount_refuses_and_the_rest_goes_on()
    {
        var lab = new Lab();
        var node = lab.Node;
        var share = new FileSystem(node.Datacenter.Facts, "192.168.10.20:/b", "nfs4", 1L << 40, null);
        node.Files.Mount("/mnt/pve/nas", share);
        share.GoStale();
        Assert.Equal("ls: cannot access '/mnt/pve/nas': Stale file handle\n", lab.Run("ls /mnt/pve/nas"));
        Assert.Contains("df: /mnt/pve/nas: Stale file handle\n", lab.Run("df -h"), StringComparison.Ordinal);
        Assert.Contains("192.168.10.20:/b on /mnt/pve/nas type nfs4 (rw,relatime)\n", lab.Run("mount"), StringComparison.Ordinal);
        Assert.Equal("", lab.Run("umount /mnt/pve/nas; ls /mnt/pve/nas"));
    }

    [Fact]
    public void Deep_trees_are_limited_not_endless()
    {
        var lab = new Lab();
        Assert.Contains("File name too long", lab.Run("mkdir -p $(printf 'a/%.0s' {1..1000})"), StringComparison.Ordinal);
        Assert.Equal("0\n", lab.Run("rm -r a; find / | wc -l > /dev/null; ls -R / > /dev/null; du -s / > /dev/null; echo $?"));
    }
}

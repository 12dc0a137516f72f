using PveLab.Sim.Tasks;

namespace PveLab.Sim.Tests.Tasks;

public sealed class UpidTests
{
    private static readonly Upid Backup = new("pve1", 6844, 43_981, 0x6500000A, "vzdump", "100", "root@pam");

    [Fact]
    public void A_task_id_is_written_in_upper_case_hexadecimal() =>
        Assert.Equal("UPID:pve1:00001ABC:0000ABCD:6500000A:vzdump:100:root@pam:", Backup.Encode());

    [Fact]
    public void What_was_written_is_read_back() => Assert.Equal(Backup, Upid.Decode(Backup.Encode()));

    [Fact]
    public void A_long_uptime_takes_nine_digits()
    {
        var old = Backup with { ProcessStart = 0x1_0000_0000 };
        Assert.Contains(":100000000:", old.Encode(), StringComparison.Ordinal);
        Assert.Equal(old, Upid.Decode(old.Encode()));
    }

    [Fact]
    public void The_log_lies_in_the_directory_of_the_start_times_last_digit()
    {
        Assert.Equal("/var/log/pve/tasks/A/" + Backup.Encode(), Backup.LogFile);
        const string LowerCase = "UPID:pve1:00001ABC:0000ABCD:6500000a:vzdump:100:root@pam:";
        Assert.Equal("/var/log/pve/tasks/a/" + LowerCase, Upid.LogFileOf(LowerCase));
    }

    [Theory]
    [InlineData("UPID:-pve:00001ABC:0000ABCD:65000000:vzdump::root@pam:")]
    [InlineData("UPID:pve1:1ABC:ABCD:65000000:vzdump:100:root@pam:")]
    [InlineData("UPID:pve1:00001ABC:0000ABCD:65000000:vz/dump:100:root@pam:")]
    [InlineData("")]
    public void Anything_else_is_refused(string text)
    {
        Assert.False(Upid.IsValid(text));
        Assert.Equal($"unable to parse worker upid '{text}'", Assert.Throws<PveException>(() => Upid.Decode(text)).Message);
    }
}

using PveLab.Shell.Editing;

namespace PveLab.Shell.Tests.Editing;

public sealed class CompletionTests
{
    private static readonly Commands Catalogue = new([.. Commands.Standard.All, new Command("vm", _ => [], "for tests", Offer)]);

    private static IEnumerable<string> Offer(CompletionRequest request) => request switch
    {
        { Words.Count: 1 } => ["start", "stop", "status"],
        { Previous: "--storage" } => ["local", "local-lvm", "nas"],
        { Typed: ['-', ..] } => ["--storage", "--start"],
        _ => [],
    };

    private static (string Text, string Candidates) Complete(string line)
    {
        var lab = new Lab(Catalogue);
        lab.Run("cd /tmp; mkdir docs; touch alpha alpine 'be ta' .hidden; variable=1");
        var cursor = line.IndexOf('|', StringComparison.Ordinal);
        var result = Completion.Complete(line.Remove(cursor, 1), cursor, lab.Shell);
        return (result.Text.Insert(result.Cursor, "|"), string.Join(' ', result.Candidates));
    }

    [Theory]
    [InlineData("hostn|", "hostname |")]
    [InlineData("ls; hostn|", "ls; hostname |")]
    [InlineData("if hostn|", "if hostname |")]
    [InlineData("echo $(hostn|", "echo $(hostname |")]
    [InlineData("watch hostn|", "watch hostname |")]
    [InlineData("X=1 hostn|", "X=1 hostname |")]
    [InlineData("cat al|", "cat alp|")]
    [InlineData("cat alpi|", "cat alpine |")]
    [InlineData("cat al| more", "cat alp| more")]
    [InlineData("cat be|", "cat be\\ ta |")]
    [InlineData("cat 'be|", "cat 'be ta' |")]
    [InlineData("cat .h|", "cat .hidden |")]
    [InlineData("cd |", "cd docs/|")]
    [InlineData("ls /et|", "ls /etc/|")]
    [InlineData("ls > do|", "ls > docs/|")]
    [InlineData("echo $varia|", "echo $variable |")]
    [InlineData("vm sto|", "vm stop |")]
    [InlineData("vm x --sto|", "vm x --storage |")]
    [InlineData("vm x --storage n|", "vm x --storage nas |")]
    [InlineData("vm x --storage=n|", "vm x --storage=nas |")]
    [InlineData("vm x --storage lo|", "vm x --storage local|")]
    [InlineData("vm x alpi|", "vm x alpine |")]
    [InlineData("nosuchcommandhere|", "nosuchcommandhere|")]
    public void Tab_completes_as_far_as_it_is_certain(string line, string expected) =>
        Assert.Equal(expected, Complete(line).Text);

    [Theory]
    [InlineData("vm st|", "start status stop")]
    [InlineData("cat a|", "alpha alpine")]
    [InlineData("vm x --storage |", "local local-lvm nas")]
    public void The_candidates_are_listed(string line, string expected) => Assert.Equal(expected, Complete(line).Candidates);

    [Fact]
    public void Paths_are_listed_by_their_last_component()
    {
        var lab = new Lab();
        Assert.Equal("fstab  hostname  passwd  pve/\n", Completion.Complete("ls /etc/", 8, lab.Shell).InColumns(80));
    }
}

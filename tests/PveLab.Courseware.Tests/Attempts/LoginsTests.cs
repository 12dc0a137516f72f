using PveLab.Courseware.Attempts;
using PveLab.Courseware.Scenarios;

namespace PveLab.Courseware.Tests.Attempts;

public sealed class LoginsTests : IDisposable
{
    private static readonly string World = Lessons.Samples.Repository("tests", "vectors", "transcript-world.yaml");

    private readonly Attempt attempt = new(ScenarioLibrary.Shipped.Find(World));

    public void Dispose() => attempt.Dispose();

    [Fact]
    public void Each_node_has_a_shell_of_its_own_that_stays_as_it_was_left()
    {
        Run("cd /tmp");
        Open("pve2");
        Assert.Equal("pve2\n", Run("hostname"));
        Open("pve1");
        Assert.Equal("root@pve1:/tmp# ", attempt.Prompt);
    }

    [Fact]
    public void Leaving_a_shell_goes_back_to_the_one_before()
    {
        Open("pve3");
        Run("exit");
        Assert.Equal("root@pve1:~# ", attempt.Prompt);
        Run("exit");
        Assert.IsType<Output.Ended>(attempt.Pull());
    }

    [Fact]
    public void A_login_breaks_with_its_node_and_another_node_takes_the_learner()
    {
        Power(on: false);
        Assert.Equal("client_loop: send disconnect: Broken pipe\nssh: connect to host 10.0.0.11 port 22: No route to host\n", Run("hostname"));
        Assert.Equal("ssh: connect to host 10.0.0.11 port 22: No route to host\n", Run("hostname"));
        Open("pve2");
        Assert.Equal("pve2\n", Run("hostname"));
        Assert.Equal("ssh: connect to host 10.0.0.11 port 22: No route to host\n", Open("pve1"));
        Assert.Equal("pve2\n", Run("hostname"));
    }

    [Fact]
    public void A_node_that_is_back_has_a_new_shell()
    {
        Run("cd /tmp");
        Power(on: false);
        Run("hostname");
        Power(on: true);
        Pass(TimeSpan.FromMinutes(2));
        Assert.Equal("pve1\n", Run("hostname"));
        Assert.Equal("root@pve1:~# ", attempt.Prompt);
    }

    [Fact]
    public void A_program_loses_its_terminal_with_the_node()
    {
        attempt.World.Clock.After(TimeSpan.FromSeconds(30), () => attempt.World.Nodes["pve1"].Host.PowerOff());
        Assert.Equal("client_loop: send disconnect: Broken pipe\n", Run("sleep 3600; echo done"));
        Assert.False(attempt.IsRunning);
    }

    [Fact]
    public void Time_passes_though_the_node_is_gone()
    {
        Power(on: false);
        var before = attempt.World.Clock.Now;
        Pass(TimeSpan.FromMinutes(10));
        Assert.Equal(TimeSpan.FromMinutes(10), attempt.World.Clock.Now - before);
    }

    [Fact]
    public void A_transcript_goes_from_node_to_node()
    {
        var screen = new StringWriter();
        TranscriptPlayer.Play(attempt, Transcript.Parse("t", "#! node pve2\nhostname\n#! node pve1\nhostname\n"), "t", new PlainTerminal(screen.Write));
        Assert.Equal("root@pve2:~# hostname\npve2\nroot@pve1:~# hostname\npve1\n", screen.ToString());
    }

    [Fact]
    public void A_transcript_that_names_an_unknown_node_is_told_the_nearest()
    {
        var error = Assert.Throws<ContentException>(() => TranscriptPlayer.Play(attempt, Transcript.Parse("t", "#! node pve9"), "t", new PlainTerminal(_ => { })));
        Assert.Contains("there is no node 'pve9'", error.Message, StringComparison.Ordinal);
    }

    private void Power(bool on)
    {
        var host = attempt.World.Nodes["pve1"].Host;
        if (on) host.PowerOn();
        else host.PowerOff();
    }

    private void Pass(TimeSpan time)
    {
        attempt.Submit(new Input.Advance(time));
        Finish();
    }

    private string Open(string node)
    {
        attempt.Submit(new Input.NodeOpened(node));
        return Finish();
    }

    private string Run(string line)
    {
        attempt.Submit(new Input.Line(line));
        return Finish();
    }

    private string Finish()
    {
        var text = "";
        while (attempt.IsRunning)
        {
            text += attempt.Pull() switch
            {
                Output.Out output => output.Text,
                Output.Err output => output.Text,
                _ => "",
            };
        }
        return text;
    }
}

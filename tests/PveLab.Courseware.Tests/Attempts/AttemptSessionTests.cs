using System.Globalization;
using System.Text;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Progress;
using PveLab.Courseware.Reports;
using PveLab.Courseware.Scenarios;
using PveLab.Sim.Time;

namespace PveLab.Courseware.Tests.Attempts;

public sealed class AttemptSessionTests : IDisposable
{
    private static readonly ScenarioFolder Folder = ScenarioLibrary.Shipped.FindById("ch08-restore-test");

    private readonly string folder = Directory.CreateTempSubdirectory("pvelab-").FullName;
    private readonly AttemptStore store;

    public AttemptSessionTests() => store = new AttemptStore(folder, TimeProvider.System);

    [Fact]
    public void Whenever_the_program_is_killed_all_that_was_shown_is_there_again()
    {
        using var journal = new StringWriter();
        var (screen, shown, place) = (new StringBuilder(), new List<Snapshot>(), new JournalPlace(0, 0, ""));
        var attempt = new Attempt(Folder);
        using var session = new AttemptSession(attempt, new JournalWriter(journal, JournalHeader.Of(attempt)), at => place = at);
        foreach (var line in (string[])["qm list", "vzdump 100 --storage nas --mode snapshot", "pvesm list nas", "read x", "yes", "echo $x > /root/note"])
        {
            See(screen, new Moment.Given(0, new Input.Line(line)), attempt);
            attempt.Submit(new Input.Line(line));
            Show();
            while (attempt.IsRunning)
            {
                See(screen, new Moment.Shown(attempt.Pull()));
                Show();
            }
        }
        Assert.True(shown.Count > 100);
        foreach (var snapshot in shown.Where((_, i) => i % 10 == 0).Append(shown[^1])) Killed(snapshot);

        void Show()
        {
            session.Acknowledge();
            shown.Add(new Snapshot(journal.ToString(), place.ToBytes(), screen.ToString(), attempt.World.Clock.Now, attempt.IsRunning));
        }
    }

    [Fact]
    public void A_journal_cut_at_any_byte_goes_on_from_its_last_whole_line()
    {
        var path = Play("touch /root/a", "cd /tmp", "echo あ");
        var (bytes, whole) = (File.ReadAllBytes(path), Journal.Parse("j", File.ReadAllText(path)));
        var first = Array.IndexOf(bytes, (byte)'\n') + 1;
        for (var length = first; length < bytes.Length; length += length - first < 4 ? 1 : 61)
        {
            File.WriteAllBytes(path, bytes[..length]);
            var lines = bytes.Take(length).Count(b => b == '\n') - 1;
            using (var session = store.Resume(path, _ => Folder))
            {
                Assert.Equal(whole.Entries.Take(lines), session.Attempt.Entries);
                while (session.Attempt.IsRunning) session.Attempt.Pull();
                session.Attempt.Submit(new Input.Line("pwd"));
            }
            var after = Journal.Parse("j", File.ReadAllText(path));
            Assert.Equal((lines + 1, false, length != bytes.Take(length).ToList().LastIndexOf((byte)'\n') + 1), (after.History.Length, after.Cut, File.Exists(path + ".cut")));
            File.Delete(path + ".cut");
        }
    }

    [Fact]
    public void What_was_taken_back_is_gone_from_the_world_and_stays_in_the_journal()
    {
        using var session = store.Keep(new Attempt(Folder));
        Do(session, "touch /root/kept", "rm /root/kept", "ls -l /root", "qm list");
        session.Attempt.Submit(new Input.HintBought(0));
        Do(session, "pvesm status");
        Assert.Equal(new Input.Line("rm /root/kept"), session.TakeBack()!.Input);
        Assert.True(session.Attempt.World.Nodes["pve1"].Files.Exists("/root/kept"));
        Assert.Equal([new Input.Line("touch /root/kept"), new Input.HintBought(0)], session.Attempt.Entries.Select(e => e.Input));
        var journal = Journal.Parse("j", File.ReadAllText(session.Path!));
        Assert.Equal((7, new Input.Rewind(1)), (journal.History.Length, journal.History[^1].Entry.Input));
        Assert.Equal(session.Attempt.Entries, journal.Entries);
        Do(session, "hostname");
        using var again = Replay.Of(Journal.Parse("j", File.ReadAllText(session.Path!)), Folder, "j");
        Assert.Equal(JsonReport.Write(Report.Of(session.Attempt), "en"), JsonReport.Write(Report.Of(again), "en"));
    }

    [Theory]
    [InlineData("ls -la /etc/pve")]
    [InlineData("pvesm status; pvesm list nas; qm list; qm config 100")]
    [InlineData("pvesh get /cluster/tasks")]
    [InlineData("ping -c 2 192.168.1.1")]
    [InlineData("df -h; cat /etc/hostname | tr a-z A-Z; sleep 30")]
    [InlineData("")]
    public void A_step_that_only_looks_is_passed_over(string line)
    {
        using var session = new AttemptSession(new Attempt(Folder));
        Do(session, "touch /root/x", line);
        Assert.Equal(new Input.Line("touch /root/x"), session.Attempt.LastChange!.Input);
    }

    [Theory]
    [InlineData("cd /tmp")]
    [InlineData("x=1")]
    [InlineData("f() { ls; }")]
    [InlineData("echo > /root/y")]
    [InlineData("chmod 600 /etc/hosts")]
    [InlineData("touch /etc/hosts")]
    [InlineData("mkdir -p /root/a/b")]
    [InlineData("umount /mnt/pve/nas")]
    [InlineData("systemctl stop pvestatd")]
    [InlineData("crontab - < /dev/null; truncate -s 1M /root/t")]
    [InlineData("history -c; set -e")]
    [InlineData("lvextend -L +1G pve/data")]
    [InlineData("kill $(systemctl show -p MainPID --value pvestatd)")]
    [InlineData("qm set 100 --memory 1024")]
    [InlineData("qm stop 100")]
    [InlineData("vzdump 100 --storage nas")]
    [InlineData("pvesh create /cluster/backup --schedule daily --storage nas --vmid 100")]
    public void A_step_that_changes_something_is_taken_back(string line)
    {
        using var session = new AttemptSession(new Attempt(Folder));
        Do(session, line, "ls");
        Assert.Equal(new Input.Line(line), session.TakeBack()!.Input);
        Assert.Empty(session.Attempt.Entries);
        Assert.Null(session.TakeBack());
    }

    [Fact]
    public void Skipped_time_and_a_running_program_are_taken_back_too()
    {
        using var session = new AttemptSession(new Attempt(Folder));
        var began = session.Attempt.World.Clock.Now;
        session.Attempt.Submit(new Input.Advance(TimeSpan.FromHours(3)));
        while (session.Attempt.IsRunning) session.Attempt.Pull();
        session.Attempt.Submit(new Input.Line("sleep 1000"));
        session.Attempt.Pull();
        Assert.Equal(new Input.Line("sleep 1000"), session.TakeBack()!.Input);
        Assert.IsType<Input.Advance>(session.TakeBack()!.Input);
        Assert.Equal(began, session.Attempt.World.Clock.Now);
    }

    [Fact]
    public void In_an_exam_nothing_is_taken_back_and_no_hint_is_sold()
    {
        using var session = new AttemptSession(new Attempt(Folder) { Mode = AttemptMode.Exam });
        Do(session, "touch /root/x");
        Assert.Null(session.TakeBack());
        Assert.Throws<InputRefusedException>(() => session.Attempt.Submit(new Input.HintBought(0)));
    }

    [Fact]
    public void An_attempt_that_is_over_or_in_use_is_not_gone_on_with()
    {
        using (var session = store.Keep(new Attempt(Folder)))
        {
            Do(session, "hostname");
            Assert.Null(store.Unfinished(Folder));
            Assert.Contains("another PveLab goes on with this attempt", Refusal(session.Path!), StringComparison.Ordinal);
        }
        var path = Assert.Single(store.Journals);
        Assert.Equal(path, store.Unfinished(Folder));
        store.GiveUp(path);
        Assert.Null(store.Unfinished(Folder));
        Assert.Contains("this attempt is over", Refusal(path), StringComparison.Ordinal);
    }

    [Fact]
    public void An_attempt_in_which_nothing_was_done_leaves_nothing_behind()
    {
        store.Keep(new Attempt(Folder)).Dispose();
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    [InlineData(9)]
    public void A_rewind_to_what_is_not_there_is_refused(int to) => Assert.Throws<FormatException>(() => Journal.Of(
        JournalHeader.Of(new Attempt(Folder)),
        [new(0, new Input.Line("a")), new(0, new Input.Line("b")), new(0, new Input.Line("c")), new(0, new Input.Rewind(1)), new(0, new Input.Rewind(to))]));

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("ja-JP")]
    [InlineData("ar-SA")]
    public void A_replay_is_the_same_in_any_culture(string culture)
    {
        var journal = Journal.Parse("j", File.ReadAllText(Play("pvesm status", "vzdump 100 --storage nas", "ls -l /etc/pve", "df -h", "touch I i", "ls")));
        var expected = Told(journal);
        var (before, beforeUi) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal(expected, Told(journal));
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (before, beforeUi);
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>What lies on the disk and stands on the screen when the program is killed right after something was shown.</summary>
    private sealed record Snapshot(string Journal, byte[] Place, string Screen, Instant Now, bool Running);

    private void Killed(Snapshot snapshot)
    {
        var path = Path.Combine(folder, "killed.jsonl");
        File.WriteAllText(path, snapshot.Journal);
        File.WriteAllBytes(path + ".place", snapshot.Place);
        var again = new StringBuilder();
        using var resumed = store.Resume(path, _ => Folder, (attempt, moment) => See(again, moment, attempt));
        Assert.Equal(snapshot.Screen, again.ToString());
        Assert.Equal((snapshot.Now, snapshot.Running), (resumed.Attempt.World.Clock.Now, resumed.Attempt.IsRunning));
    }

    private static void See(StringBuilder text, Moment moment, Attempt? attempt = null)
    {
        switch (moment)
        {
            case Moment.Shown { Output: Output.Out { Text: var printed } }:
                text.Append(printed);
                break;
            case Moment.Shown { Output: Output.Err { Text: var printed } }:
                text.Append(printed);
                break;
            case Moment.Given { Input: Input.Line { Text: var line } }:
                text.Append(attempt!.Asking?.Prompt ?? attempt.Prompt).Append(line).Append('\n');
                break;
        }
    }

    private string Refusal(string path) => Assert.Throws<ContentException>(() => store.Resume(path, _ => Folder)).Message;

    private string Play(params string[] lines)
    {
        using var session = store.Keep(new Attempt(Folder));
        Do(session, lines);
        return session.Path!;
    }

    private static string Told(Journal journal)
    {
        var text = new StringBuilder();
        using var attempt = Replay.Of(journal, Folder, "j", output => See(text, new Moment.Shown(output)));
        return text + JsonReport.Write(Report.Of(attempt), "ja") + TextReport.Write(Report.Of(attempt), "en");
    }

    private static void Do(AttemptSession session, params string[] lines)
    {
        foreach (var line in lines)
        {
            session.Attempt.Submit(new Input.Line(line));
            while (session.Attempt.IsRunning) session.Attempt.Pull();
        }
    }
}

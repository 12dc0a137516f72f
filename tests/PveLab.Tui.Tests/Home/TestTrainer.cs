using PveLab.Courseware.Assessment;
using PveLab.Courseware.Lessons;
using PveLab.Sim.Cluster;
using PveLab.Tui.Home;
using PveLab.Tui.Lab;

namespace PveLab.Tui.Tests.Home;

/// <summary>A trainer with a small shelf, driven by keys and clicks; labs are the shipped scenarios.</summary>
internal sealed class TestTrainer : IDisposable
{
    public TestTrainer(string? begin = null, Language language = Language.En, string? last = null, ShelfExam? exam = null, Func<HomeEffect.Open, Settings, LabRuntime>? open = null)
    {
        var host = new TrainerHost
        {
            Open = open ?? ((wanted, settings) =>
            {
                Opened.Add(wanted);
                return new TestLab(language: settings.Language, scenario: wanted.Scenario).Runtime;
            }),
            Exam = (wanted, settings) =>
            {
                Exams.Add(wanted.Wish);
                return new TestLab(language: settings.Language).Runtime;
            },
            Shelf = () => Shelf(last, exam ?? new ShelfExam("ch08")),
            Keep = Kept.Add,
        };
        Trainer = new Trainer(host, new Settings { Language = language }, begin is null ? null : new HomeEffect.Open(begin));
        Trainer.Send(new LabMessage.Resized(80, 24));
        Settle();
    }

    public Trainer Trainer { get; }

    public List<HomeEffect.Open> Opened { get; } = [];

    public List<ExamWish> Exams { get; } = [];

    public List<Settings> Kept { get; } = [];

    public string Screen => Trainer.Draw().Text;

    public TestTrainer Press(params string[] keys)
    {
        foreach (var key in keys)
        {
            Trainer.Send(new LabMessage.KeyPressed(key, key.Length == 1 ? key : null));
            Settle();
        }
        return this;
    }

    public void Dispose() => Trainer.Dispose();

    /// <summary>Goes on until nothing is being built or looked for beside the screen.</summary>
    public void Settle() => SpinWait.SpinUntil(() => !Trainer.Advance() && !Trainer.IsBusy);

    private static Shelf Shelf(string? last, ShelfExam exam) => new(
        Text("実践ラボ", "Hands-on lab"),
        [
            new ShelfChapter("ch08-backup", Text("バックアップ", "Backup"), new Objectives { Ja = ["戻せる"], En = ["restore a backup"] }, 60, [],
            [
                new ShelfScenario("ch08-restore-test", Text("復元テスト", "Restore test"), Text("戻してみよう。", "Bring it back."), 100, 20, 2, Mastery.Begun, 45, Unfinished: true),
            ]) { World = "single-node", Reading = new(9, 3, 5, 3, 2) },
            new ShelfChapter("ch08-troubleshooting", Text("困ったとき", "When it goes wrong"), new Objectives { Ja = ["直せる"], En = ["mend what went wrong"] }, 90, [Text("バックアップ", "Backup")],
            [
                new ShelfScenario("ch08-storage-full", Text("NAS の空きがない", "The NAS is full"), Text("空きを作ろう。", "Make room."), 100, 20, 2, Mastery.Passed, 90),
                new ShelfScenario("ch08-nas-down", Text("NAS が落ちた", "The NAS is down"), Text("起こそう。", "Wake it."), 100),
            ]),
        ],
        [exam],
        [new ShelfWorld("single-node", Text("1 ノード", "One node"))],
        last);

    private static LocalText Text(string ja, string en) => new() { Ja = ja, En = en };
}

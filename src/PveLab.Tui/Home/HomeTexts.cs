using System.Globalization;
using PveLab.Courseware.Lessons;
using PveLab.Courseware.Progress;
using PveLab.Tui.Lab;

namespace PveLab.Tui.Home;

/// <summary>The words of the home screen in one language. Adding a word means adding it to both.</summary>
public sealed record HomeTexts
{
    /// <summary>Title of the list.</summary>
    public required string Home { get; init; }

    /// <summary>The list is being made.</summary>
    public required string Looking { get; init; }

    /// <summary>Heading of what to go on with.</summary>
    public required string Continue { get; init; }

    /// <summary>Heading of the chapters.</summary>
    public required string Chapters { get; init; }

    /// <summary>Heading of the exams.</summary>
    public required string Exam { get; init; }

    /// <summary>Heading of the worlds.</summary>
    public required string FreePlay { get; init; }

    /// <summary>Heading of the settings.</summary>
    public required string Settings { get; init; }

    /// <summary>Before what is searched for.</summary>
    public required string Search { get; init; }

    /// <summary>Heading of what was found.</summary>
    public required string Found { get; init; }

    /// <summary>Nothing was found.</summary>
    public required string NothingFound { get; init; }

    /// <summary>Scenarios passed of how many.</summary>
    public required Func<int, int, string> Done { get; init; }

    /// <summary>The exam about a subject.</summary>
    public required Func<string, string> ExamOf { get; init; }

    /// <summary>What an exam is.</summary>
    public required string[] ExamAbout { get; init; }

    /// <summary>What to do with an exam that was broken off.</summary>
    public required Func<ShelfExam, string[]> ExamBroken { get; init; }

    /// <summary>Minutes left of it.</summary>
    public required Func<int, string> MinutesLeft { get; init; }

    /// <summary>What free play is.</summary>
    public required string[] WorldAbout { get; init; }

    /// <summary>Names of the settings, in the order of <see cref="SettingName"/>.</summary>
    public required string[] SettingNames { get; init; }

    /// <summary>What the settings do, in the same order.</summary>
    public required string[] SettingAbout { get; init; }

    /// <summary>What Enter does on a setting.</summary>
    public required string EnterSets { get; init; }

    /// <summary>Names of the looks, in the order of <see cref="ThemeName"/>.</summary>
    public required string[] Themes { get; init; }

    /// <summary>Something is switched on, or off.</summary>
    public required (string On, string Off) Switch { get; init; }

    /// <summary>What Enter and n do with an unfinished attempt.</summary>
    public required string EnterContinues { get; init; }

    /// <summary>What Enter does with a scenario.</summary>
    public required string EnterBegins { get; init; }

    /// <summary>Never finished, with the points there are.</summary>
    public required Func<int, string> NotYet { get; init; }

    /// <summary>Passed.</summary>
    public required string Passed { get; init; }

    /// <summary>Tried, not passed.</summary>
    public required string NotPassed { get; init; }

    /// <summary>Minutes and scenarios of a chapter.</summary>
    public required Func<ShelfChapter, string> ChapterFacts { get; init; }

    /// <summary>The text of a chapter, in the list.</summary>
    public required string ReadChapter { get; init; }

    /// <summary>How far a chapter was read.</summary>
    public required Func<ChapterProgress, string> Reading { get; init; }

    /// <summary>How its quizzes were answered.</summary>
    public required Func<ChapterProgress, string> Quizzes { get; init; }

    /// <summary>What Enter does with the text of a chapter.</summary>
    public required string EnterReads { get; init; }

    /// <summary>The key that reads it from elsewhere.</summary>
    public required string ReadKey { get; init; }

    /// <summary>Minutes and difficulty of a scenario.</summary>
    public required Func<ShelfScenario, string> ScenarioFacts { get; init; }

    /// <summary>Before what a chapter teaches.</summary>
    public required string Objectives { get; init; }

    /// <summary>Chapters to know first.</summary>
    public required Func<string, string> After { get; init; }

    /// <summary>What a learner reads at the first start.</summary>
    public required string[] Welcome { get; init; }

    /// <summary>The keys explained.</summary>
    public required string[] Help { get; init; }

    /// <summary>The bottom bar: key, how it is shown, meaning.</summary>
    public required (string Key, string Shown, string Meaning)[] Keys { get; init; }

    /// <summary>The words in a language.</summary>
    public static HomeTexts In(Language language) => language == Language.Ja ? Japanese : English;

    /// <summary>What a setting is set to, in words.</summary>
    public string Value(Settings settings, SettingName name) => name switch
    {
        SettingName.Language => settings.Language == Language.Ja ? "日本語" : "English",
        SettingName.Theme => Themes[(int)settings.Theme],
        SettingName.Speed => string.Create(CultureInfo.InvariantCulture, $"{settings.Speed}x"),
        _ => settings.Coach ? Switch.On : Switch.Off,
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static readonly HomeTexts English = new()
    {
        Home = "What would you like to do?",
        Looking = "Looking what there is …",
        Continue = "Next",
        Chapters = "Chapters",
        Exam = "Exam",
        FreePlay = "Free play",
        Settings = "Settings",
        Search = "Search",
        Found = "Found",
        NothingFound = "Nothing found. Esc goes back to everything.",
        Done = (passed, all) => Invariant($"{passed} of {all} passed"),
        ExamOf = subject => $"The exam about {subject}",
        ExamAbout =
        [
            "Several tasks in a row, drawn anew each time: other machines, other numbers, other faults. There are no hints, and only what real Proxmox VE does works.", "",
            "At the end you learn for each skill how you stand, and whether you are ready for a real lab.", "",
            "Enter begins.",
        ],
        ExamBroken = e =>
        [
            Invariant($"An exam was broken off at task {e.Task}. ")
                + (e.MinutesLeft > 0 ? Invariant($"{e.MinutesLeft} minutes are left of it, and they go on passing.") : "Its minutes are over: what was done until then is graded."),
            "",
            e.MinutesLeft > 0 ? "Enter goes on where it was, n begins another one." : "Enter shows its result, n begins another one.",
        ],
        MinutesLeft = minutes => Invariant($"{minutes} min"),
        WorldAbout = ["A datacenter without a task: try what you like. Nothing is graded, and nothing can break.", "", "Enter opens it."],
        SettingNames = ["Language", "Colours", "Speed of time", "Coach"],
        SettingAbout =
        [
            "The language of lessons, scenarios and screens. F4 changes it anywhere.",
            "Dark, light, high contrast for weak eyes and projectors, or only the terminal's own two colours.",
            "How many virtual seconds pass in one real second. F9 changes it while you work, F10 skips.",
            "A line above the keys that explains what just went wrong, and where to read about it. It never gives the solution away.",
        ],
        EnterSets = "Enter changes it.",
        Themes = ["dark", "light", "high contrast", "no colours"],
        Switch = ("on", "off"),
        EnterContinues = "Enter continues where you left it, n begins anew.",
        EnterBegins = "Enter begins.",
        NotYet = points => Invariant($"not played yet · {points} {(points == 1 ? "point" : "points")}"),
        Passed = "passed",
        NotPassed = "not passed yet",
        ChapterFacts = c => Invariant($"{(c.Minutes > 0 ? Invariant($"{c.Minutes} minutes · ") : "")}{c.Scenarios.Count} exercise{(c.Scenarios.Count == 1 ? "" : "s")}, {c.Passed} passed"),
        ReadChapter = "Read the chapter",
        Reading = r => r.Reached == 0 ? Invariant($"not read yet, {r.Sections} sections") : Invariant($"opened up to section {r.Reached} of {r.Sections}"),
        Quizzes = r => Invariant($"quizzes answered right: {r.Right} of {r.Quizzes}{(r.Answered > r.Right ? Invariant($" ({r.Answered} answered)") : "")}"),
        EnterReads = "Enter opens it where you left it, beside machines to try its commands on.",
        ReadKey = "Enter shows its exercises, r reads it.",
        ScenarioFacts = s => Invariant($"{s.Minutes} minutes · {new string('★', s.Difficulty)}{new string('☆', CourseScenario.Hardest - s.Difficulty)}"),
        Objectives = "Afterwards you can:",
        After = titles => $"Know first: {titles}",
        Welcome =
        [
            "Welcome! Here you practise backing up and restoring with Proxmox VE. The machines are simulated: real commands, real messages, nothing to break.",
            "",
            "  1. Enter opens the first exercise: the lesson on the left, the machines on the right.",
            "  2. Choose a command in the lesson and press Enter, or type it yourself.",
            "  3. F2 shows the goal, F7 a hint, F12 comes back here.",
        ],
        Help =
        [
            "Up, Down      choose",
            "Enter         open, or change a setting",
            "Left, Right   close and open a chapter",
            "n             begin an exercise or exam anew",
            "r             read the chapter of what is chosen",
            "/             search the exercises",
            "F4            Japanese / English",
            "Esc, F12      back to the exercise",
            "Ctrl+Q        leave; what you did is kept",
            "", "The mouse works too: a click chooses, another one opens.",
            "",
            "✔ passed   ◐ begun   ○ new",
        ],
        Keys = [("Enter", "Enter", "Open"), ("/", "/", "Search"), ("r", "r", "Read"),
            ("n", "n", "Anew"), ("F4", "F4", "日本語"), ("F1", "F1", "Help"), ("Esc", "Esc", "Back"), ("Ctrl+Q", "^Q", "Leave")],
    };

    private static readonly HomeTexts Japanese = new()
    {
        Home = "何をしますか",
        Looking = "一覧を作成しています…",
        Continue = "次はこれ",
        Chapters = "章と演習",
        Exam = "試験",
        FreePlay = "自由に試す",
        Settings = "設定",
        Search = "検索",
        Found = "見つかった演習",
        NothingFound = "見つかりません。Esc で一覧に戻ります。",
        Done = (passed, all) => Invariant($"{all} 題中 {passed} 題合格"),
        ExamOf = subject => $"{subject} の試験",
        ExamAbout =
        [
            "課題がいくつか続けて出ます。マシンも番号も障害も、毎回引き直されます。ヒントはなく、本物の Proxmox VE で通じる操作だけが通じます。", "",
            "終わると、力を分野ごとに確かめられ、本物の環境に進めるかどうかがわかります。", "",
            "Enter で始まります。",
        ],
        ExamBroken = e =>
        [
            Invariant($"課題 {e.Task} の途中で中断した試験があります。")
                + (e.MinutesLeft > 0 ? Invariant($"残りは {e.MinutesLeft} 分で、こうしている間も減っていきます。") : "時間は過ぎました。中断するまでの分が採点されます。"), "",
            e.MinutesLeft > 0 ? "Enter で続きから、n で新しい試験を始めます。" : "Enter で結果を見ます。n で新しい試験を始めます。",
        ],
        MinutesLeft = minutes => Invariant($"残り {minutes} 分"),
        WorldAbout = ["課題のないデータセンターです。好きなように試せます。採点はなく、何も壊れません。", "", "Enter で開きます。"],
        SettingNames = ["言語", "配色", "時間の速さ", "コーチ"],
        SettingAbout =
        [
            "教材、演習、画面の言語です。F4 でいつでも切り替えられます。",
            "暗い、明るい、はっきり（見えにくいときや投影用）、端末の 2 色だけ、から選べます。",
            "実際の 1 秒のあいだに進む仮想の秒数です。作業中は F9 で変更、F10 で次の予定まで進みます。",
            "うまくいかなかったときに、何が起きたのか、どこを読めばよいかを、キー一覧の上に表示します。答えは教えません。",
        ],
        EnterSets = "Enter で切り替わります。",
        Themes = ["暗い", "明るい", "はっきり", "色なし"],
        Switch = ("あり", "なし"),
        EnterContinues = "Enter で続きから、n で最初から始めます。",
        EnterBegins = "Enter で始まります。",
        NotYet = points => Invariant($"未挑戦・{points} 点満点"),
        Passed = "合格",
        NotPassed = "未合格",
        ChapterFacts = c => Invariant($"{(c.Minutes > 0 ? Invariant($"{c.Minutes} 分・") : "")}演習 {c.Scenarios.Count} 題、合格 {c.Passed} 題"),
        ReadChapter = "この章を読む",
        Reading = r => r.Reached == 0 ? Invariant($"まだ読んでいません（全 {r.Sections} 節）") : Invariant($"{r.Sections} 節のうち {r.Reached} 節まで開きました"),
        Quizzes = r => Invariant($"クイズ {r.Quizzes} 問中 {r.Right} 問正解{(r.Answered > r.Right ? Invariant($"（解答 {r.Answered} 問）") : "")}"),
        EnterReads = "Enter で前回の続きから開きます。コマンドを試せるマシンが横にあります。",
        ReadKey = "Enter で演習の一覧、r で本文を開きます。",
        ScenarioFacts = s => Invariant($"{s.Minutes} 分・{new string('★', s.Difficulty)}{new string('☆', CourseScenario.Hardest - s.Difficulty)}"),
        Objectives = "この章でできるようになること",
        After = titles => $"先に学ぶ章: {titles}",
        Welcome =
        [
            "ようこそ。Proxmox VE のバックアップとリストアを練習する場所です。マシンはすべてシミュレーションで、コマンドもメッセージも本物と同じ、何をしても壊れません。",
            "",
            "  1. Enter で最初の演習が開きます。左が教材、右がマシンです。",
            "  2. 教材のコマンドを選んで Enter を押すか、自分で入力します。",
            "  3. F2 で達成条件、F7 でヒント、F12 でこの画面に戻ります。",
        ],
        Help =
        [
            "↑ ↓        選ぶ",
            "Enter      開く、設定を切り替える",
            "← →        章を閉じる / 開く",
            "n          演習や試験を最初から始める",
            "r          選んだものの章を読む",
            "/          演習を検索する",
            "F4         日本語 / English",
            "Esc, F12   演習に戻る",
            "Ctrl+Q     終了（途中経過は保存されます）",
            "", "マウスも使えます。クリックで選び、もう一度クリックすると開きます。",
            "",
            "✔ 合格   ◐ 途中   ○ 未挑戦",
        ],
        Keys = [("Enter", "Enter", "開く"), ("/", "/", "検索"), ("r", "r", "章を読む"),
            ("n", "n", "最初から"), ("F4", "F4", "English"), ("F1", "F1", "ヘルプ"), ("Esc", "Esc", "戻る"), ("Ctrl+Q", "^Q", "終了")],
    };
}

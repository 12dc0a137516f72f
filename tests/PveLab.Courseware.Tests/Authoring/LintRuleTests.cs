using PveLab.Courseware.Authoring.Linting;

namespace PveLab.Courseware.Tests.Authoring;

public sealed class LintRuleTests : IDisposable
{
    private const string Yaml = "test/scenario.yaml", Markdown = "lessons/en/test.md", Wrong = "test/wrong.txt", World = "worlds/single-node.yaml";

    private readonly LintLab lab = new();

    public void Dispose() => lab.Dispose();

    /// <summary>A rule, what breaks it (a file, and what stands there instead of what), where that is found and what is said.</summary>
    public static TheoryData<string, string, string, string, string> Cases => new()
    {
        { "unreadable", Yaml, "id: test", "id: [", "scenario.yaml:1:5: the YAML cannot be read from here on; is a bracket" },
        { "unreadable", Yaml, "", "", "scenario.yaml:1:1: the file is empty" },
        { "unreadable", Yaml, "id: test", "id: &a test", "scenario.yaml:1:5: anchors (&name) are not read here" },
        { "unknown-key", Yaml, "    points: 60", "    point: 60", "scenario.yaml:19:5: unknown key 'point'; did you mean 'points'?" },
        { "unknown-key", World, "id: single-node", "ids: single-node", "worlds/single-node.yaml:2:1: unknown key 'ids'; did you mean 'id'?" },
        { "missing-key", Yaml, "    guest: 100\n", "", "scenario.yaml:23:5: the key 'guest' is missing" },
        { "missing-key", Yaml, "story: { ja: \"VM ${vm.id} を守る\", en: \"Protect VM ${vm.id}\" }\n", "", "scenario.yaml:1:1: the key 'story' is missing" },
        { "wrong-value", Yaml, "timeLimitMinutes: 60", "timeLimitMinutes: long", "scenario.yaml:6:19: 'long' is no whole number; write for example 100" },
        { "wrong-value", Yaml, "required: true", "required: maybe", "scenario.yaml:20:15: 'maybe' is neither true nor false" },
        { "wrong-value", Yaml, "needs: [backup]", "needs: backup", "scenario.yaml:27:12: a list ('- …' lines) stands here, not a single value" },
        { "wrong-value", Yaml, "node: pve1", "dialect: real", "scenario.yaml:5:10: 'real' is none of pve, book" },
        { "wrong-value", Yaml, "points: 40", "points: -40", "scenario.yaml:26:13: points may not be negative" },
        { "wrong-value", Yaml, "readAgain: \"#how\"", "readAgain: how", "scenario.yaml:22:16: 'how' does not have the form of such a value: Where to read again" },
        { "unknown-kind", Yaml, "kind: never-down", "kind: never-dwon", "scenario.yaml:24:11: unknown kind 'never-dwon'; did you mean 'never-down'?" },
        { "unknown-kind", Yaml, "kind: storage-disabled", "kind: storage-broken", "scenario.yaml:10:11: unknown kind 'storage-broken'" },
        { "unknown-kind", Yaml, "  - kind: storage-disabled\n    storage", "  - storage", "scenario.yaml:10:5: a fault needs a kind; known are agent-stopped, " },
        { "refused", Yaml, "/root/README", "root/README", "scenario.yaml:13:1: 'root/README' must begin with /" },
        { "foreign-id", Yaml, "id: test\n", "id: other\n", "scenario.yaml:1:5: the id is 'other', the folder 'test'" },
        { "repeated-id", Yaml, "id: kept", "id: backup", "scenario.yaml:23:9: another criterion is called 'backup' already" },
        { "unknown-world", Yaml, "world: single-node", "world: singel-node", "scenario.yaml:2:8: no world is called 'singel-node'; did you mean 'single-node'?" },
        { "unknown-guest", Yaml, "guest: 100", "guest: 1000", "scenario.yaml:25:12: there is no guest 1000; did you mean '100'?" },
        { "unknown-guest", Yaml, "  - kind: storage-disabled\n    storage: nas", "  - kind: guest-lock\n    guest: 5", "scenario.yaml:11:12: there is no guest 5; " },
        { "unknown-storage", Yaml, "    guest: ${vm.id}\n    storage: nas", "    guest: ${vm.id}\n    storage: nass", "scenario.yaml:18:14: no storage is called 'nass'; did you mean 'nas'?" },
        { "unknown-storage", Yaml, "disabled\n    storage: nas", "disabled\n    storage: nap", "scenario.yaml:11:14: no storage is called 'nap'; did you mean 'nas'?" },
        { "unknown-node", Yaml, "node: pve1", "node: pve2", "scenario.yaml:5:7: no node is called 'pve2'; did you mean 'pve1'?" },
        { "unknown-node", Yaml, "kind: never-down", "kind: guest-on-node\n    nodes: [pve2]", "scenario.yaml:25:13: no node is called 'pve2'" },
        { "unfit-fault", Yaml, "    storage: nas\nfiles", "    storage: nas\n    probability: 0\nfiles", "scenario.yaml:12:18: a probability is from 1 to 100 (percent)" },
        { "missing-translation", Yaml, "text: { ja: 止めなかった, en: It never stopped }", "text: { ja: 止めなかった }", "scenario.yaml:28:11: the text in 'en' is missing" },
        { "missing-translation", Yaml, "text: { ja: 止めなかった, en: It never stopped }", "text: It never stopped", "scenario.yaml:28:11: this text stands for one language only" },
        { "missing-translation", Yaml, "en: It never stopped", "en: ''", "scenario.yaml:28:29: the text in 'en' is empty" },
        { "missing-translation", Yaml, "ja: 試験, en: Test", "ja: 試験, en: 試験", "scenario.yaml:3:22: both languages say the very same" },
        { "empty-hint", Yaml, "{ ja: 直す, en: Mend }", "{ ja: '', en: '' }", "scenario.yaml:32:5: the hint says nothing" },
        { "hint-cost", Yaml, "cost: 10", "cost: 5", "scenario.yaml:32:11: hint 2 costs 5, the one before it 5" },
        { "points-sum", Yaml, "points: 60", "points: 50", "scenario.yaml:15:3: the points are 90 together" },
        { "untested-criterion", Wrong, "backup kept", "backup", "scenario.yaml:23:9: no '#! fails:' of a wrong*.txt names 'kept'" },
        { "unmentioned-scenario", Markdown, "scenarios: [test]", "scenarios: []", "scenario.yaml: no lesson in 'en' names 'test' in its front matter" },
        { "unused-variant", Yaml, "  vm.id: {", "  vm.name: { plain: a, oneOf: [a] }\n  vm.id: {", "scenario.yaml:8:3: nothing says ${vm.name}" },
        { "unknown-placeholder", Yaml, "en: Mend", "en: \"Mend ${vm.ip}\"", "scenario.yaml:33:31: no variant is called 'vm.ip'; did you mean 'vm.id'?" },
        { "unknown-placeholder", "test/golden.txt", "${vm.id}", "${vm.ip}", "golden.txt:2:8: no variant is called 'vm.ip'" },
        { "wrong-range", Yaml, "oneOf: [100]", "numbers: many", "scenario.yaml:8:3: variant 'vm.id': 'many' is no range" },
        { "unknown-criterion", Yaml, "needs: [backup]", "needs: [bakcup]", "scenario.yaml:27:13: 'kept' needs 'bakcup', which is no criterion; did you mean 'backup'?" },
        { "unknown-criterion", Wrong, "backup kept", "backup kept gone", "wrong.txt:1:23: no criterion is called 'gone'" },
        { "cyclic-needs", Yaml, "    readAgain", "    needs: [kept]\n    readAgain", "scenario.yaml:22:13: 'backup' needs 'kept', which needs 'backup' in turn" },
        { "read-again", Yaml, "\"#how\"", "\"#who\"", "scenario.yaml:22:16: no lesson in 'en' has a heading '#who'; did you mean '#how'?" },
        { "transcript", "test/golden.txt", "pvesm", "#! wait long\npvesm", "golden.txt:1:9: 'long' is no time" },
        { "no-transcript", Wrong, "", LintLab.Deleted, "scenario.yaml: there is no wrong*.txt" },
        { "no-lesson", Markdown, "- [x] This", "- [x] \u0007This", "en/test.md:29:7: a control character (U+0007) may not stand in a text" },
        { "empty-lesson", Markdown, "", "---\nlanguage: en\n---\n", "en/test.md:1:1: there is no heading and no text" },
        { "lesson-syntax", Markdown, "- [x] This", "- [ ] This", "en/test.md:26:1: a quiz needs a list of '- [ ]' options with exactly one '- [x]'" },
        { "lesson-syntax", Markdown, ":::scenario", ":::quiz one\n- [x] a\n- [ ] b\n\nSo.\n:::\n\n:::scenario", "en/test.md:35:1: quiz 'one' exists already" },
        { "lesson-syntax", Markdown, "console fails", "console failing", "en/test.md:20:12: a block of commands is not marked 'failing'; known are fails, unplayed, in=SCENARIO, after=10m" },
        { "missing-lesson", "lessons/ja/test.md", "", LintLab.Deleted, "en/test.md: there is no ja/test.md" },
        { "languages-differ", "lessons/ja/test.md", "{#how}", "{#who}", "en/test.md:9:1: here stands a heading of level 2 #how, in 'ja' a heading of level 2 #who (line 9)" },
        { "languages-differ", "lessons/ja/test.md", "qm status 100", "qm config 100", "en/test.md:15:1: here stands a block of commands: qm status 100 / qm start …, in 'ja' a block of" },
        { "languages-differ", "lessons/ja/test.md", "- [x] This\n- [ ] That", "- [ ] That\n- [x] This", "en/test.md:26:1: here stands quiz one with 2 options, right is 1" },
        { "unknown-scenario", Markdown, ":::scenario test", ":::scenario tset", "en/test.md:35:13: no scenario is called 'tset'; did you mean 'test'?" },
        { "unbound-task", Markdown, "{#backup}", "{#bakcup}", "en/test.md:24:25: no criterion is called 'bakcup'; did you mean 'backup'?" },
        { "silent-quiz", Markdown, "\nBecause it is this.\n", "", "en/test.md:26:1: quiz 'one' says nothing after its options" },
        { "missing-image", Markdown, "picture.png", "pictures.png", "en/test.md:13:14: there is no file 'pictures.png'" },
        { "dead-link", Markdown, "(#top)", "(#tpo)", "en/test.md:11:15: no heading is called '#tpo'; did you mean 'top'?" },
        { "dead-link", Markdown, "other.md#there", "other.md#here", "en/test.md:11:41: no heading is called '#here'" },
        { "dead-link", Markdown, "other.md#there", "another.md", "en/test.md:11:41: there is no file 'another.md'" },
        { "refused-command", Markdown, "qm status 100", "qm status 100 --colour red", "en/test.md:16:3: qm status 100 --colour red: exit 255: " },
        { "refused-command", Markdown, "qm status 100", "qn status 100", "en/test.md:16:3: qn status 100: exit 127: bash: qn: command not found" },
        { "failing-command", Markdown, "qm status 100", "cat /no/such", "en/test.md:16:3: cat /no/such: exit 1: cat: /no/such: No such file or directory" },
        { "missing-failure", Markdown, "qm start 999", "qm list", "en/test.md:20:12: every command of the block succeeds" },
    };

    [Fact]
    public void A_course_in_which_nothing_is_wrong_breaks_no_rule() => Assert.Empty(lab.Look().Select(f => $"{LintReport.Place(f)}: {f.Problem}"));

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_is_wrong_is_found_where_it_stands(string rule, string file, string from, string to, string found)
    {
        lab.Change(file, from, to);
        var findings = found.StartsWith("en/", StringComparison.Ordinal) ? lab.LookAtLesson() : lab.LookAtScenario();
        Assert.Contains($"[{rule}] {found}", string.Join('\n', findings.Select(f => $"[{f.Rule.Id}] {LintReport.Place(f).Split("scenarios/")[^1].Split("test/")[^1]}: {f.Problem}")), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_rule_has_a_case_that_breaks_it() =>
        Assert.Empty(LintRules.All.Keys.Except(Cases.Select(c => (string)c[0]), StringComparer.Ordinal));

    [Fact]
    public void All_problems_are_told_at_once()
    {
        lab.Change(Yaml, "timeLimitMinutes: 60", "timeLimitMinutes: long");
        lab.Change(Yaml, "    points: 60", "    point: 60");
        lab.Change(Yaml, "cost: 10", "cost: 1");
        lab.Change(Yaml, "en: It never stopped", "en: ''");
        Assert.Empty(((string[])["wrong-value", "unknown-key", "missing-translation", "hint-cost"]).Except(lab.Look().Select(f => f.Rule.Id)));
    }
}

using System.Collections.Immutable;
using System.Reflection;

namespace PveLab.Courseware.Authoring.Linting;

/// <summary>The directory of rules: one record each.</summary>
public static class LintRules
{
    /// <summary>Scenarios and worlds: the file as a whole.</summary>
    public static readonly LintRule Unreadable = new("unreadable", "The file cannot be read",
        "One YAML document in UTF-8 without tabs at the beginning of lines, anchors, tags and control characters, at most 256 KiB.");

    /// <summary>Lessons: the file as a whole.</summary>
    public static readonly LintRule NoLesson = new("no-lesson", "The lesson's file cannot be read", "Name a Markdown file in UTF-8 that exists, without control characters, at most 1 MiB.");

    /// <summary>Lessons: nothing stands in the file.</summary>
    public static readonly LintRule EmptyLesson = new("empty-lesson", "The lesson has nothing to read",
        "Begin with a heading (# Title) and a paragraph; 'pvelab lesson new' writes one to begin with.");

    /// <summary>A key nobody reads.</summary>
    public static readonly LintRule UnknownKey = new("unknown-key", "A key that nothing reads", "Take the nearest known key, or take the line out.");

    /// <summary>A key that has to be there.</summary>
    public static readonly LintRule MissingKey = new("missing-key", "A key that must be given is not", "Add it; 'pvelab scenario schema' tells what each key means.");

    /// <summary>A value of the wrong kind.</summary>
    public static readonly LintRule WrongValue = new("wrong-value", "A value cannot be read", "Write a value of the kind the problem names.");

    /// <summary>No such fault or criterion.</summary>
    public static readonly LintRule UnknownKind = new("unknown-kind", "No fault or criterion is of this kind",
        "'pvelab faults' lists the faults, docs/AUTHORING.md the criteria.");

    /// <summary>Whatever else the reader refuses.</summary>
    public static readonly LintRule Refused = new("refused", "The scenario cannot be played", "What is named here keeps every attempt from beginning.");

    /// <summary>The id is not the folder's name.</summary>
    public static readonly LintRule ForeignId = new("foreign-id", "The id is not the name of the folder", "Give the folder and the id the same name.");

    /// <summary>The same id twice.</summary>
    public static readonly LintRule RepeatedId = new("repeated-id", "Two criteria have the same id", "Give every criterion an id of its own.");

    /// <summary>No such world.</summary>
    public static readonly LintRule UnknownWorld = new("unknown-world", "No world has this id", "'pvelab scenarios' lists the worlds.");

    /// <summary>No such guest.</summary>
    public static readonly LintRule UnknownGuest = new("unknown-guest", "The world has no such guest", "Name a guest that the world has, or one of whose backups it has some.");

    /// <summary>No such storage.</summary>
    public static readonly LintRule UnknownStorage = new("unknown-storage", "The world has no such storage", "Name a storage of the world's storage.cfg.");

    /// <summary>No such node.</summary>
    public static readonly LintRule UnknownNode = new("unknown-node", "The world has no such node", "Name a host of the world that runs Proxmox VE.");

    /// <summary>A fault's parameters do not fit its world.</summary>
    public static readonly LintRule UnfitFault = new("unfit-fault", "A fault does not fit the world", "'pvelab faults KIND' tells what each parameter means.");

    /// <summary>A language is missing.</summary>
    public static readonly LintRule MissingTranslation = new("missing-translation", "A text is not there in both languages",
        "Write ja: and en:, each in its own words; half of the learners read the other one.");

    /// <summary>A hint that says nothing.</summary>
    public static readonly LintRule EmptyHint = new("empty-hint", "A hint has no text", "Write what the learner gets for the points, or take the hint out.");

    /// <summary>Hints that do not get dearer.</summary>
    public static readonly LintRule HintCost = new("hint-cost", "A hint costs no more than the one before it",
        "Hints are a ladder: each tells more than the one before, and costs more.");

    /// <summary>Points that are not 100.</summary>
    public static readonly LintRule PointsSum = new("points-sum", "The points of the criteria are not 100 together", "Share 100 points out, so that scores compare between scenarios.");

    /// <summary>Untested criteria.</summary>
    public static readonly LintRule UntestedCriterion = new("untested-criterion", "No wrong transcript fails this criterion",
        "Write a wrong-*.txt that fails it, or nobody knows whether it can be failed at all.");

    /// <summary>Nobody leads there.</summary>
    public static readonly LintRule UnmentionedScenario = new("unmentioned-scenario", "No lesson leads to this scenario",
        "Name it in the front matter of a lesson and in a ':::scenario' block, in both languages.");

    /// <summary>A variant nobody uses.</summary>
    public static readonly LintRule UnusedVariant = new("unused-variant", "Nothing uses this value", "Write ${name} where the value belongs, or take it out of variants.");

    /// <summary>A placeholder nobody fills.</summary>
    public static readonly LintRule UnknownPlaceholder = new("unknown-placeholder", "No variant has this name", "Add it to variants, or correct the name.");

    /// <summary>A range nothing can be drawn from.</summary>
    public static readonly LintRule WrongRange = new("wrong-range", "Nothing can be drawn from this range", "Give one of numbers, oneOf and pattern.");

    /// <summary>No such criterion.</summary>
    public static readonly LintRule UnknownCriterion = new("unknown-criterion", "The scenario has no such criterion", "Name the id of one of its criteria.");

    /// <summary>Needs in a circle.</summary>
    public static readonly LintRule CyclicNeeds = new("cyclic-needs", "Criteria need each other in a circle", "None of them could ever count: take one of the needs out.");

    /// <summary>No such heading.</summary>
    public static readonly LintRule ReadAgain = new("read-again", "No lesson has this heading in both languages",
        "Name a heading {#id} of the lesson that leads to the scenario.");

    /// <summary>A transcript that cannot be read.</summary>
    public static readonly LintRule Transcript = new("transcript", "The transcript cannot be read", "docs/AUTHORING.md tells what lines a transcript may have.");

    /// <summary>A scenario nobody has played.</summary>
    public static readonly LintRule NoTranscript = new("no-transcript", "The scenario has no golden or no wrong transcript",
        "Write golden.txt, which earns everything, and a wrong-*.txt; 'pvelab scenario record' makes one from a played session.");

    /// <summary>What the reader of lessons refuses.</summary>
    public static readonly LintRule LessonSyntax = new("lesson-syntax", "A part of the lesson cannot be read", "docs/AUTHORING.md tells what a lesson may hold.");

    /// <summary>The other language is not there.</summary>
    public static readonly LintRule MissingLesson = new("missing-lesson", "The lesson is not there in the other language", "Write lessons/ja/NAME.md and lessons/en/NAME.md.");

    /// <summary>The languages differ.</summary>
    public static readonly LintRule LanguagesDiffer = new("languages-differ", "The lesson is built otherwise in the other language",
        "Both have the same headings, quizzes, tasks, scenarios and commands, in the same order.");

    /// <summary>No such scenario.</summary>
    public static readonly LintRule UnknownScenario = new("unknown-scenario", "No scenario has this id", "'pvelab scenarios' lists them.");

    /// <summary>A task bound to nothing.</summary>
    public static readonly LintRule UnboundTask = new("unbound-task", "No scenario of the lesson has this criterion, so the task would never tick itself",
        "Name a criterion of a scenario in the front matter, or leave {#…} out.");

    /// <summary>A quiz that does not explain.</summary>
    public static readonly LintRule SilentQuiz = new("silent-quiz", "The quiz does not explain its answer",
        "Write why behind each option (> …), or after the options why the right one is right.");

    /// <summary>A picture that is not there.</summary>
    public static readonly LintRule MissingImage = new("missing-image", "The picture is not there", "Paths count from the lesson's folder.");

    /// <summary>A link to nowhere.</summary>
    public static readonly LintRule DeadLink = new("dead-link", "The link leads nowhere", "Name a heading of the lesson (#id) or a file beside it (other.md#id).");

    /// <summary>A command nothing here accepts.</summary>
    public static readonly LintRule RefusedCommand = new("refused-command", "The command is refused: there is none, or it does not take this",
        "Correct it; where the refusal is what the lesson shows, begin the block with ```console fails");

    /// <summary>A command that fails.</summary>
    public static readonly LintRule FailingCommand = new("failing-command", "The command fails in the lesson's world",
        "Commands are played from the top of the lesson. Prepare what it needs, or begin the block with ```console fails, or with ```console in=SCENARIO");

    /// <summary>A failure that does not come.</summary>
    public static readonly LintRule MissingFailure = new("missing-failure", "The block says that a command fails, and none does", "Leave 'fails' out behind ```console.");

    /// <summary>Every rule, by id.</summary>
    public static ImmutableSortedDictionary<string, LintRule> All { get; } =
        typeof(LintRules).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (LintRule)f.GetValue(null)!)
            .ToImmutableSortedDictionary(r => r.Id, r => r, StringComparer.Ordinal);
}

using PveLab.Courseware.Lessons;
using PveLab.Sim.Cluster;

namespace PveLab.Courseware.Classes;

/// <summary>Why a file was not graded.</summary>
public enum RefusalKind
{
    /// <summary>The host could not read it, or would not: a pipe, a link, too large.</summary>
    Unreadable,

    /// <summary>It is no journal, or a broken one.</summary>
    NoJournal,

    /// <summary>Its chain of hashes does not fit: it was changed after it was written.</summary>
    Tampered,

    /// <summary>It names a scenario that is not known here.</summary>
    UnknownScenario,

    /// <summary>It was made on another content of its scenario than the one here.</summary>
    OtherContent,

    /// <summary>The content that came along with it cannot be played.</summary>
    UnusableContent,

    /// <summary>Its inputs cannot have been given in this order.</summary>
    Impossible,

    /// <summary>It asks for more work than an attempt may: counted, so every machine refuses it alike.</summary>
    TooMuchWork,

    /// <summary>It took this machine too long.</summary>
    TooLong,

    /// <summary>It took too much of this machine's memory.</summary>
    TooLarge,

    /// <summary>A mistake in PveLab's own code.</summary>
    Crashed,
}

/// <summary>Why a file was not graded, for people.</summary>
/// <param name="Kind">The kind of reason.</param>
/// <param name="Detail">What exactly, in English as all messages about files are; safe to print.</param>
public sealed record Refusal(RefusalKind Kind, string Detail)
{
    private const int Longest = 300;

    private static readonly (RefusalKind Kind, string Code, LocalText Text)[] Kinds =
    [
        (RefusalKind.Unreadable, "unreadable", new() { Ja = "読めません", En = "cannot be read" }),
        (RefusalKind.NoJournal, "no-journal", new() { Ja = "ジャーナルではありません", En = "no journal" }),
        (RefusalKind.Tampered, "tampered", new() { Ja = "書き換えられています", En = "tampered with" }),
        (RefusalKind.UnknownScenario, "unknown-scenario", new() { Ja = "知らないシナリオです", En = "unknown scenario" }),
        (RefusalKind.OtherContent, "other-content", new() { Ja = "別の内容のシナリオで作られています", En = "other content" }),
        (RefusalKind.UnusableContent, "unusable-content", new() { Ja = "付いてきたシナリオが使えません", En = "unusable content" }),
        (RefusalKind.Impossible, "impossible", new() { Ja = "ありえない順序の入力です", En = "impossible sequence" }),
        (RefusalKind.TooMuchWork, "too-much-work", new() { Ja = "処理量の上限を超えました", En = "too much work" }),
        (RefusalKind.TooLong, "too-long", new() { Ja = "この計算機では時間がかかりすぎました", En = "took too long here" }),
        (RefusalKind.TooLarge, "too-large", new() { Ja = "メモリーの上限を超えました", En = "took too much memory" }),
        (RefusalKind.Crashed, "crashed", new() { Ja = "PveLab の内部エラーです", En = "PveLab itself failed" }),
    ];

    /// <summary>What exactly.</summary>
    public string Detail { get; } = Short(SafeText.Clean(Detail).Replace('\n', ' '));

    /// <summary>The kind as programs read it.</summary>
    public string Code => Array.Find(Kinds, k => k.Kind == Kind).Code;

    /// <summary>The kind in words.</summary>
    public LocalText Text => Array.Find(Kinds, k => k.Kind == Kind).Text;

    /// <summary>The whole reason in a language.</summary>
    public string In(string language) => $"{Text.In(language)}: {Detail}";

    private static string Short(string text) => text.Length <= Longest ? text : SafeText.Clean(text[..Longest]) + "…";
}

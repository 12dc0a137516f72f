using PveLab.Tui.Lab;

namespace PveLab.Tui.Previews;

/// <summary>The words of a preview.</summary>
internal sealed record PreviewTexts
{
    /// <summary>Title of the panel: how many problems.</summary>
    public required Func<int, string> Problems { get; init; }

    /// <summary>How many more there are than have room.</summary>
    public required Func<int, string> More { get; init; }

    /// <summary>Everything was read again.</summary>
    public required string ReadAgain { get; init; }

    /// <summary>What was done does not fit the new content.</summary>
    public required string BegunAnew { get; init; }

    /// <summary>The last state that could be played stays.</summary>
    public required string Stays { get; init; }

    /// <summary>What leaving means.</summary>
    public required string[] Quit { get; init; }

    /// <summary>The words of a language.</summary>
    public static PreviewTexts In(Language language) => language == Language.Ja ? Ja : En;

    private static PreviewTexts Ja { get; } = new()
    {
        Problems = static n => $"プレビュー: 問題 {n} 件",
        More = static n => $"ほか {n} 件",
        ReadAgain = "保存された内容を読み直しました",
        BegunAnew = "これまでの操作が新しい内容に合わないため、最初から始めます",
        Stays = "このままでは動かせません。直前の状態のままです",
        Quit = ["プレビューでの操作は残りません。", "", "Enter  終了する        Esc  続ける"],
    };

    private static PreviewTexts En { get; } = new()
    {
        Problems = static n => $"Preview: {n} problem{(n == 1 ? "" : "s")}",
        More = static n => $"and {n} more",
        ReadAgain = "What was saved was read again",
        BegunAnew = "What was done does not fit the new content: begun anew",
        Stays = "This cannot be played: what could be is still here",
        Quit = ["What you did in a preview is not kept.", "", "Enter  leave        Esc  stay"],
    };
}

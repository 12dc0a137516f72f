namespace PveLab.Tui.Lab;

/// <summary>The words around a lesson in one language. Adding a word means adding it to both.</summary>
public sealed record LessonTexts
{
    /// <summary>Title of the outline.</summary>
    public required string OutlineTitle { get; init; }

    /// <summary>What Enter does in the outline.</summary>
    public required string OutlineFooter { get; init; }

    /// <summary>What Enter does with a definition that is taught somewhere.</summary>
    public required string TermFooter { get; init; }

    /// <summary>Nothing was found.</summary>
    public required string NotFound { get; init; }

    /// <summary>How a search goes on.</summary>
    public required string SearchKeys { get; init; }

    /// <summary>There is no place to go back, or forward, to.</summary>
    public required string NoPlace { get; init; }

    /// <summary>The course has no such chapter, or the chapter no such heading.</summary>
    public required Func<string, string> NoChapter { get; init; }

    /// <summary>An address outside the course, which the learner opens where it can be shown.</summary>
    public required Func<string, string> Outside { get; init; }

    /// <summary>What the key bar shows first while the lesson has the keys.</summary>
    public required (string Key, string Meaning)[] Keys { get; init; }

    /// <summary>The words in a language.</summary>
    public static LessonTexts In(Language language) => language == Language.Ja ? Japanese : English;

    private static readonly LessonTexts English = new()
    {
        OutlineTitle = "Contents",
        OutlineFooter = "Enter goes there.   [ comes back",
        TermFooter = "Enter reads on where it is taught:",
        NotFound = "not found",
        SearchKeys = "n N  Esc",
        NoPlace = "there is no further place",
        NoChapter = name => $"there is no '{name}' in this course",
        Outside = address => $"to be opened outside: {address}",
        Keys = [("Tab", "Next"), ("Enter", "Do it"), ("o", "Contents"), ("/", "Search"), ("[", "Back")],
    };

    private static readonly LessonTexts Japanese = new()
    {
        OutlineTitle = "目次",
        OutlineFooter = "Enter で移動   [ で元の場所へ",
        TermFooter = "Enter で、説明のある節へ:",
        NotFound = "見つかりません",
        SearchKeys = "n N  Esc",
        NoPlace = "これより先の場所はありません",
        NoChapter = name => $"このコースに「{name}」はありません",
        Outside = address => $"教材の外の資料です: {address}",
        Keys = [("Tab", "次へ"), ("Enter", "実行"), ("o", "目次"), ("/", "検索"), ("[", "戻る")],
    };
}

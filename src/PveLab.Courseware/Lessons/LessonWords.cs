namespace PveLab.Courseware.Lessons;

/// <summary>The few words the layout itself says, in the lesson's language.</summary>
internal sealed record LessonWords(string Note, string Hint, string Quiz, string Right, string Wrong, string Scenario, string Figure)
{
    private static readonly LessonWords Japanese = new("補足", "ヒント", "クイズ", "正解", "ちがいます。もう一度", "演習", "図");
    private static readonly LessonWords English = new("Note", "Hint", "Quiz", "right", "not this one, try again", "Scenario", "Figure");

    public static LessonWords For(string language) => language == "ja" ? Japanese : English;
}

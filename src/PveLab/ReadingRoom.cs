using System.Globalization;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Lessons;
using PveLab.Tui.Machines;

namespace PveLab;

/// <summary>The lesson in <c>pvelab shell</c>: what the trainer shows in its left pane, said line by line.</summary>
/// <param name="scenario">The scenario that is played: its chapter is open at first.</param>
/// <param name="language">Code of the language.</param>
internal sealed class ReadingRoom(string scenario, string language)
{
    private Lesson lesson = LessonLibrary.Shipped.ChapterOf(scenario, language);
    private IReadOnlyList<SpokenSection>? sections;
    private int last = -1;

    /// <summary>The words for reading there are.</summary>
    public const string Metas = ":chapters :contents :read [N] :find TEXT :term [TEXT] :quiz NAME N :inside";

    private IReadOnlyList<SpokenSection> Sections => sections ??= SpokenLesson.Of(lesson);

    /// <summary>What is answered to a word; null when it is none of the reading room's.</summary>
    public string? Answer(string[] words, Attempt attempt) => words switch
    {
        ["chapters"] => Chapters(),
        ["read", .. var rest] when rest.Length > 0 && LessonLibrary.Shipped.Chapter(rest[0], language) is { } chapter => Open(chapter),
        ["contents"] => string.Concat(Sections.Where(s => s.Number > 0).Select(s => Text($"{s.Number}. {s.Title}\n"))),
        ["read"] => Read(last + 1),
        ["read", var number] when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var section) => Read(IndexOf(section)),
        ["find", .. var rest] when rest.Length > 0 => Find(string.Join(' ', rest)),
        ["term"] => string.Concat(lesson.Glossary.Entries.Select(e => e.Term + "\n")),
        ["term", .. var rest] => Term(string.Join(' ', rest)),
        ["quiz", var name, var option] => Quiz(name, option, attempt),
        ["inside"] => Inside(attempt),
        _ => null,
    };

    private string Chapters() => string.Concat(LessonLibrary.Shipped.Chapters(language)
        .Select(c => $"{(c.Id == lesson.Id ? "* " : "  ")}:read {c.Id}  {c.Front.Title}\n"));

    private string Open(Lesson chapter)
    {
        (lesson, sections, last) = (chapter, null, -1);
        return Read(0);
    }

    private int IndexOf(int number) => Sections.TakeWhile(s => s.Number != number).Count();

    private string Read(int index)
    {
        if (index >= Sections.Count) return Words("章の終わりです。:chapters でほかの章を選べます。\n", "That was the end of the chapter; :chapters lists the others.\n");
        last = index;
        var section = Sections[index];
        return $"{(section.Number > 0 ? Text($"{section.Number}. ") : "")}{section.Title}\n{section.Text}";
    }

    private string Find(string words)
    {
        var found =
            from section in Sections
            from line in (section.Title + "\n" + section.Text).Split('\n')
            where line.Contains(words, StringComparison.OrdinalIgnoreCase)
            select Text($":read {section.Number}  {line.Trim()}\n");
        return string.Concat(found) is { Length: > 0 } text ? text : Words("見つかりません。\n", "Nothing found.\n");
    }

    private string Term(string words)
    {
        bool Means(string spelling) => spelling.Equals(words, StringComparison.OrdinalIgnoreCase);
        var entry = lesson.Glossary.Entries.FirstOrDefault(e => Means(e.Id) || Means(e.Term) || e.Also.Any(Means));
        if (entry is null) return Words("用語集にありません。\n", "The glossary does not have it.\n");
        return $"{entry.Term}{(entry.Reading.Length > 0 ? $" ({entry.Reading})" : "")}: {entry.Text.Trim()}\n";
    }

    private string Quiz(string name, string option, Attempt attempt)
    {
        var quiz = lesson.Blocks.OfType<Quiz>().FirstOrDefault(q => q.Id == name);
        if (quiz is null) return Words("この章にそのクイズはありません。\n", "This chapter has no such quiz.\n");
        if (!int.TryParse(option, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1 || number > quiz.Options.Count)
            return Text($"{Words("選択肢", "options")}: 1-{quiz.Options.Count}\n");
        attempt.Submit(new Input.QuizAnswer(name, number - 1));
        return new SpokenLesson(language).Answer(quiz, number - 1);
    }

    private string Inside(Attempt attempt)
    {
        var machines = MachineState.Of(attempt.World);
        return machines.Count == 0 ? Words("まだ何も動いていません。\n", "Nothing has changed its status yet.\n")
            : string.Concat(machines.Select(m => $"{m.Name}: {m.Status} ({Words("それまで", "before")}: {string.Join(", ", m.Table.Statuses.Where(m.Visited.Contains))}; {m.Since})\n"));
    }

    private string Words(string ja, string en) => language == "ja" ? ja : en;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

using PveLab.Courseware.Lessons;
using PveLab.Shell.Editing;

namespace PveLab.Tui.Lab;

/// <summary>Looking for a text in the lesson: what is typed is found at once, Enter keeps it, Esc goes back to where one was.</summary>
internal static class SearchUpdate
{
    private const int Longest = 80;

    public static LabModel Begin(LabModel model) => With(model, new Search("", true, model.LessonLine, [], -1));

    public static LabModel Type(LabModel model, LabMessage.KeyPressed key)
    {
        var search = model.Reading.Search!;
        return key.Key switch
        {
            "Enter" when search.At < 0 => Cancel(model, search),
            "Enter" => Accept(model, search),
            "Esc" => Cancel(model, search),
            "Backspace" when search.Text.Length == 0 => Cancel(model, search),
            "Backspace" => Typed(model, search, string.Concat(DisplayWidth.Graphemes(search.Text).SkipLast(1))),
            _ when key.Text is { } text => Typed(model, search, search.Text + text),
            _ => model,
        };
    }

    /// <summary>Pasted into the search line, as an input method for Japanese may do: the first line of it.</summary>
    public static LabModel Paste(LabModel model, string text) =>
        Typed(model, model.Reading.Search!, model.Reading.Search!.Text + SafeText.Clean(text.Split('\n', '\r')[0]));

    /// <summary>The next place found, or with -1 the one before; round at both ends.</summary>
    public static LabModel Next(LabModel model, int step)
    {
        var search = model.Reading.Search!;
        return search.Found.Count == 0 ? model : Show(model, search with { At = (search.At + step + search.Found.Count) % search.Found.Count });
    }

    /// <summary>Finds the same text again after the lesson was laid out anew.</summary>
    public static LabModel Again(LabModel model)
    {
        if (model.Reading.Search is not { } search) return model;
        var found = model.Layout.Find(search.Text);
        return With(model, search with { Found = found, At = found.Count == 0 ? -1 : Math.Clamp(search.At, 0, found.Count - 1) });
    }

    private static LabModel Typed(LabModel model, Search search, string text)
    {
        if (text.Length > Longest) return model;
        var found = model.Layout.Find(text);
        var at = found.Count == 0 ? -1 : Math.Max(0, found.TakeWhile(f => f.Line < search.Origin).Count() % found.Count);
        search = search with { Text = text, Found = found, At = at };
        return at < 0 ? LessonUpdate.To(With(model, search), search.Origin) : Show(model, search);
    }

    private static LabModel Accept(LabModel model, Search search) =>
        With(HistoryUpdate.Left(model, search.Origin), search with { Typing = false });

    private static LabModel Cancel(LabModel model, Search search) => LessonUpdate.To(With(model, null), search.Origin);

    private static LabModel Show(LabModel model, Search search) => LessonUpdate.To(With(model, search), search.Found[search.At].Line);

    private static LabModel With(LabModel model, Search? search) => model with { Reading = model.Reading with { Search = search } };
}

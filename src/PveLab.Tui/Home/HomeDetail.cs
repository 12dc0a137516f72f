using System.Globalization;
using PveLab.Courseware.Lessons;
using PveLab.Tui.Drawing;
using PveLab.Tui.Lab;

namespace PveLab.Tui.Home;

/// <summary>The right side of the home screen: what the chosen item is and what Enter does with it.</summary>
internal static class HomeDetail
{
    /// <summary>Its rows, as many as there are.</summary>
    public static List<Row> Of(HomeModel model, int width)
    {
        var texts = HomeTexts.In(model.Settings.Language);
        var rows = new List<Row>();
        if (model.Shelf is { Last: null }) rows.AddRange([.. HomeView.Wrapped(texts.Welcome, width), new Row(width)]);
        switch (model.Item)
        {
            case HomeItem.Continue { Shown: var scenario }: Scenario(rows, model, texts, scenario, width); break;
            case HomeItem.Scenario { Shown: var scenario }: Scenario(rows, model, texts, scenario, width); break;
            case HomeItem.Chapter or HomeItem.Read when model.Chapter is { } chapter: Chapter(rows, model, texts, chapter, width); break;
            case HomeItem.Exam { Shown: var exam }: rows.AddRange(HomeView.Wrapped(exam.Task is null ? texts.ExamAbout : texts.ExamBroken(exam), width)); break;
            case HomeItem.World { Shown.Id: var id }: rows.AddRange([new Row(width).Add(id, Ink.Dim), new Row(width), .. HomeView.Wrapped(texts.WorldAbout, width)]); break;
            case HomeItem.Setting { Name: var name }: rows.AddRange(HomeView.Wrapped([texts.SettingAbout[(int)name], "", texts.EnterSets], width)); break;
            default: rows.AddRange(HomeView.Wrapped([model.Shelf is null ? texts.Looking : texts.NothingFound], width, Ink.Dim)); break;
        }
        return rows;
    }

    private static void Scenario(List<Row> rows, HomeModel model, HomeTexts texts, ShelfScenario scenario, int width)
    {
        var language = model.Settings.Language.Code();
        rows.AddRange(HomeView.Wrapped([scenario.Title.In(language)], width, Ink.TitleFocused));
        rows.Add(new Row(width).Add(scenario.Id, Ink.Dim));
        if (scenario.Minutes > 0) rows.Add(new Row(width).Add(texts.ScenarioFacts(scenario), Ink.Dim));
        rows.Add(new Row(width));
        rows.Add(Standing(texts, scenario, width));
        rows.AddRange(HomeView.Wrapped([scenario.Unfinished ? texts.EnterContinues : texts.EnterBegins], width, Ink.Dim));
        rows.Add(new Row(width));
        rows.AddRange(HomeView.Wrapped(PlainText.Paragraphs(scenario.Story.In(language)), width));
    }

    private static Row Standing(HomeTexts texts, ShelfScenario scenario, int width)
    {
        const int cells = 12;
        var row = new Row(width);
        if (scenario.Best is not { } best) return row.Add(texts.NotYet(scenario.Points), Ink.Dim);
        var filled = scenario.Points == 0 ? 0 : cells * best / scenario.Points;
        row.Add(new string('█', filled), Ink.Progress).Add(new string('░', cells - filled), Ink.Rule);
        row.Add(string.Create(CultureInfo.InvariantCulture, $" {best}/{scenario.Points}  "), Ink.Text);
        return scenario.Mastery == Mastery.Passed ? row.Add(texts.Passed, Ink.Met) : row.Add(texts.NotPassed, Ink.Open);
    }

    private static void Chapter(List<Row> rows, HomeModel model, HomeTexts texts, ShelfChapter chapter, int width)
    {
        var language = model.Settings.Language.Code();
        rows.AddRange(HomeView.Wrapped([chapter.Title.In(language)], width, Ink.TitleFocused));
        rows.Add(new Row(width).Add(texts.ChapterFacts(chapter), Ink.Dim));
        rows.AddRange(HomeView.Wrapped([texts.Reading(chapter.Reading), texts.Quizzes(chapter.Reading)], width, Ink.Dim));
        rows.AddRange(HomeView.Wrapped([model.Item is HomeItem.Read ? texts.EnterReads : texts.ReadKey], width, Ink.Dim));
        rows.Add(new Row(width));
        rows.AddRange(HomeView.Wrapped([texts.Objectives, .. chapter.Objectives.In(language).Select(o => "• " + o)], width));
        if (chapter.After.Count == 0) return;
        rows.Add(new Row(width));
        rows.AddRange(HomeView.Wrapped([texts.After(string.Join(language == "ja" ? "、" : ", ", chapter.After.Select(a => a.In(language))))], width, Ink.Dim));
    }
}

using PveLab.Courseware.Lessons;
using PveLab.Testing;
using PveLab.Tui.Lab;

namespace PveLab.Tui.Tests.Views;

/// <summary>What reading looks like: a page with a figure or a quiz, a search, the outline and a term.</summary>
public sealed class LessonScreenTests
{
    [Theory]
    [InlineData(80, 24, Language.En)]
    [InlineData(80, 24, Language.Ja)]
    [InlineData(120, 40, Language.En)]
    [InlineData(120, 40, Language.Ja)]
    [InlineData(200, 60, Language.En)]
    [InlineData(200, 60, Language.Ja)]
    public void A_page_with_an_answered_quiz_and_a_search_is_as_reviewed(int width, int height, Language language)
    {
        using var lab = At("success", width, height, language);
        while (lab.Model.Layout.Lines[lab.Model.LessonLine].Action is not LessonAction.Answer) lab.Press("Tab");
        lab.Press("Enter", "/", "p", "i", "n", "g", "Enter");
        Golden.Verify(lab.Screen, $"lesson-{width}x{height}-{language.Code()}");
    }

    [Theory]
    [InlineData(Language.En)]
    [InlineData(Language.Ja)]
    public void The_outline_is_as_reviewed(Language language)
    {
        using var lab = At("success", 80, 24, language);
        Golden.Verify(lab.Press("o").Screen, $"outline-80x24-{language.Code()}");
    }

    [Theory]
    [InlineData(Language.En)]
    [InlineData(Language.Ja)]
    public void A_term_is_as_reviewed(Language language)
    {
        using var lab = At("restore-thinking", 80, 24, language);
        while (Chosen(lab.Model)?.StartsWith(Glossary.Scheme, StringComparison.Ordinal) != true) lab.Press("Tab");
        Golden.Verify(lab.Press("Enter").Screen, $"term-80x24-{language.Code()}");
    }

    private static string? Chosen(LabModel model) => model.Reading.Link < 0 ? null : model.Layout.Lines[model.LessonLine].Links[model.Reading.Link].Target;

    private static TestLab At(string heading, int width, int height, Language language)
    {
        var lab = new TestLab(width, height, language);
        var lesson = LessonLibrary.Shipped.Chapter("ch08-restore", language.Code())!;
        lab.Runtime.Send(new LabMessage.LessonOpened(lesson, lesson.HeadingOf(heading)!.Line));
        return lab.Press("F6");
    }
}

using PveLab.Courseware.Lessons;
using PveLab.Tui.Lab;

namespace PveLab.Tui.Tests.Lab;

/// <summary>The first three parts of the chapter, done with the mouse alone: a click on the sign before every command, in order.</summary>
public sealed class ChapterWalkTests
{
    [Theory]
    [InlineData(Language.En)]
    [InlineData(Language.Ja)]
    public void Clicking_through_the_commands_of_the_first_three_parts_earns_every_point(Language language)
    {
        using var lab = new TestLab(120, 40, language);
        foreach (var chapter in (string[])["ch08-storages", "ch08-backup", "ch08-restore"])
        {
            lab.Runtime.Send(new LabMessage.LessonOpened(LessonLibrary.Shipped.Chapter(chapter, language.Code())!));
            foreach (var line in Commands(lab.Model)) Click(lab, line);
        }
        Assert.Equal((100, 100), (lab.Model.Attempt.Points, lab.Model.Attempt.PointsTotal));
        Assert.All(Tasks(lab.Model.Lesson), task => Assert.Contains(task, lab.Model.Attempt.Criteria.Where(c => c.Standing == Standing.Met).Select(c => c.Id)));
    }

    private static List<int> Commands(LabModel model) =>
        [.. model.Layout.Spots.Where(s => s.Link < 0).Select(s => s.Line).Where(line => model.Layout.Lines[line].Action is LessonAction.Send { NeedsEditing: false } or LessonAction.Press)];

    private static IEnumerable<string> Tasks(Lesson lesson) =>
        lesson.Blocks.OfType<LessonList>().SelectMany(list => list.Items).Select(item => item.Task?.Criterion).OfType<string>();

    private static void Click(TestLab lab, int line)
    {
        lab.Runtime.Send(new LabMessage.Wheeled(5, 5, line - lab.Model.LessonTop));
        lab.Runtime.Send(new LabMessage.Clicked(1, lab.Model.Places.Lesson.Top + line - lab.Model.LessonTop));
        lab.Runtime.RunToRest();
    }
}

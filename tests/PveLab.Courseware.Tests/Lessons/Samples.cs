using CsCheck;
using PveLab.Courseware.Lessons;

namespace PveLab.Courseware.Tests.Lessons;

/// <summary>Short ways to read and lay out the small texts of these tests.</summary>
internal static class Samples
{
    public static Lesson Read(string markdown) => Lesson.Parse("sample.md", markdown.ReplaceLineEndings("\n"));

    public static string Render(string markdown, int width, LessonProgress? progress = null, LessonStyle? style = null) =>
        Text(LessonLayout.Of(Read(markdown), width, style, progress));

    public static string Text(LessonLayout layout) => string.Join('\n', layout.Lines.Select(line => line.Text));

    /// <summary>Draws one of some texts.</summary>
    public static Gen<string> AnyOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    public static string ThisFolder([System.Runtime.CompilerServices.CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    /// <summary>Path of a file of the repository.</summary>
    public static string Repository(params string[] path) => Path.GetFullPath(Path.Combine([ThisFolder(), "..", "..", "..", .. path]));
}

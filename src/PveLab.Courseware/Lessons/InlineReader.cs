using System.Text.RegularExpressions;
using Markdig.Extensions.TaskLists;
using Markdig.Syntax.Inlines;
using PveLab.Shell.Editing;
using MarkdigInline = Markdig.Syntax.Inlines.Inline;

namespace PveLab.Courseware.Lessons;

/// <summary>Markdig's inline tree flattened to styled runs.</summary>
internal sealed partial class InlineReader
{
    private const int Deepest = 32;
    private readonly List<Inline> runs = [];
    private bool softBreak;

    public static IReadOnlyList<Inline> Read(ContainerInline? inline)
    {
        var reader = new InlineReader();
        if (inline is not null) reader.Children(inline, TextStyle.Text, null, 0);
        return reader.runs;
    }

    /// <summary>The bare text, as for captions and titles.</summary>
    public static string Text(ContainerInline? inline) => PlainText(Read(inline));

    /// <summary>The runs' text without their styles, on one line.</summary>
    public static string PlainText(IReadOnlyList<Inline> runs) => string.Concat(runs.Select(run => run.Text)).Replace('\n', ' ').Trim();

    /// <summary>A target the learner may open: relative, <c>#id</c>, http, https or mailto. Anything else (file:, javascript:) is dropped.</summary>
    public static string? SafeTarget(string? url)
    {
        if (string.IsNullOrWhiteSpace(url)) return null;
        string clean = SafeText.Clean(url).Replace("\n", "", StringComparison.Ordinal).Trim();
        Match scheme = Scheme().Match(clean);
        bool allowed = !scheme.Success || scheme.Groups[1].Value.ToLowerInvariant() is "http" or "https" or "mailto";
        return allowed && clean.Length is > 0 and <= 2048 ? clean : null;
    }

    private void Children(ContainerInline container, TextStyle style, string? target, int depth)
    {
        if (depth > Deepest) return;
        for (MarkdigInline? child = container.FirstChild; child is not null; child = child.NextSibling) Visit(child, style, target, depth);
    }

    private void Visit(MarkdigInline inline, TextStyle style, string? target, int depth)
    {
        switch (inline)
        {
            case LiteralInline literal: Add(literal.Content.ToString(), style, target); break;
            case CodeInline code: Add(code.Content, TextStyle.Code, target); break;
            case HtmlEntityInline entity: Add(entity.Transcoded.ToString(), style, target); break;
            case LineBreakInline { IsHard: true }: Add("\n", style, target); break;
            case LineBreakInline: softBreak = true; break;
            case AutolinkInline auto: Add(auto.Url, TextStyle.Link, SafeTarget(auto.IsEmail ? "mailto:" + auto.Url : auto.Url)); break;
            case HtmlInline html: Html(html.Tag, style, target); break;
            case TaskList: break;
            case LinkInline { IsImage: true } image: Add("[" + Text(image) + "]", TextStyle.Link, SafeTarget(image.Url)); break;
            case LinkInline link: Children(link, TextStyle.Link, SafeTarget(link.Url), depth + 1); break;
            case EmphasisInline emphasis: Children(emphasis, Emphasised(emphasis, style), target, depth + 1); break;
            case DelimiterInline delimiter:
                Add(delimiter.ToLiteral(), style, target);
                Children(delimiter, style, target, depth + 1);
                break;
            case ContainerInline container: Children(container, style, target, depth + 1); break;
        }
    }

    private static TextStyle Emphasised(EmphasisInline emphasis, TextStyle outer) => emphasis.DelimiterChar switch
    {
        '~' => TextStyle.Strike,
        '=' => TextStyle.Mark,
        _ when outer is TextStyle.Link => TextStyle.Link,
        _ when outer is TextStyle.Strong || emphasis.DelimiterCount >= 2 => TextStyle.Strong,
        _ => TextStyle.Emphasis,
    };

    private void Html(string tag, TextStyle style, string? target)
    {
        if (tag.StartsWith("<!--", StringComparison.Ordinal)) return;
        // A lesson has no HTML: <VMID> is a placeholder and must stay readable.
        Add(LineBreakTag().IsMatch(tag) ? "\n" : tag, style, target);
    }

    private void Add(string text, TextStyle style, string? target)
    {
        text = SafeText.Clean(text);
        if (text.Length == 0) return;
        if (softBreak)
        {
            softBreak = false;
            if (runs is [.., { Text: [.., var before] }] && before != '\n' && NeedsSpace(before, text[0])) text = " " + text;
        }
        if (runs is [.., var last] && last.Style == style && last.Target == target) runs[^1] = last with { Text = last.Text + text };
        else runs.Add(new Inline(text, style, target));
    }

    /// <summary>Two lines of a paragraph as one.</summary>
    internal static string JoinLines(string above, string below) => above is [.., var before] && below is [var after, ..] && NeedsSpace(before, after) ? $"{above} {below}" : above + below;

    /// <summary>Between two Japanese characters, and at Japanese punctuation, the author's line end means nothing; between words it is a space.</summary>
    private static bool NeedsSpace(char before, char after) => !(Joins(before) && Joins(after))
        && !("、。，．）」』】".Contains(before, StringComparison.Ordinal) || "、。，．（「『【".Contains(after, StringComparison.Ordinal));

    private static bool Joins(char c) => WideRanges.Contains(c) && c is not (>= '\uAC00' and <= '\uD7A3');

    [GeneratedRegex(@"^([A-Za-z][A-Za-z0-9+.\-]*):", RegexOptions.CultureInvariant)]
    private static partial Regex Scheme();

    [GeneratedRegex(@"^<br\s*/?>$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex LineBreakTag();
}

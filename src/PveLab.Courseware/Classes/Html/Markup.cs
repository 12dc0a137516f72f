using System.Globalization;
using System.Net;
using System.Text;
using PveLab.Courseware.Lessons;

namespace PveLab.Courseware.Classes.Html;

/// <summary>Writes HTML: every text and attribute goes through here and comes out as text, whatever a stranger put into it.</summary>
internal sealed class Markup
{
    /// <summary>Elements that end a line of the source; within the others a line end would be a space that nobody wrote.</summary>
    private static readonly HashSet<string> Blocks = new(StringComparer.Ordinal)
    {
        "div", "dl", "details", "figure", "footer", "h1", "h2", "h3", "header", "li", "main", "nav", "ol", "p", "section", "summary", "table", "tbody", "thead", "title", "tr", "ul",
    };

    private readonly StringBuilder text = new();

    /// <summary>Markup of our own, as it is.</summary>
    public Markup Raw(string html)
    {
        text.Append(html);
        return this;
    }

    /// <summary>A text.</summary>
    public Markup Text(string value)
    {
        text.Append(Encoded(value));
        return this;
    }

    /// <summary>An element with a text in it.</summary>
    /// <param name="tag">Its name with its attributes, as it stands between the angle brackets.</param>
    /// <param name="value">The text.</param>
    public Markup Element(string tag, string value) => Element(tag, () => Text(value));

    /// <summary>An element with whatever <paramref name="content"/> writes in it.</summary>
    public Markup Element(string tag, Action content)
    {
        text.Append('<').Append(tag).Append('>');
        content();
        var name = tag.Split(' ', 2)[0];
        text.Append("</").Append(name).Append('>');
        if (Blocks.Contains(name)) text.Append('\n');
        return this;
    }

    /// <summary>A sign that people who see read, and the words for those who hear.</summary>
    public Markup Sign(string sign, string words) =>
        Raw("<span aria-hidden=\"true\">").Text(sign).Raw("</span><span class=\"sr\">").Text(words).Raw("</span>");

    /// <summary>A value as it may stand between the quotes of an attribute.</summary>
    public static string Encoded(string value) => WebUtility.HtmlEncode(SafeText.Clean(value));

    /// <summary>A number as CSS and SVG read it.</summary>
    public static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <inheritdoc />
    public override string ToString() => text.ToString();
}

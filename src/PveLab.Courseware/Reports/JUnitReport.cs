using System.Globalization;
using System.Text;
using System.Xml;
using PveLab.Courseware.Grading;

namespace PveLab.Courseware.Reports;

/// <summary>The report for continuous integration: one test suite, one test case per criterion.</summary>
public static class JUnitReport
{
    private static readonly XmlWriterSettings Settings = new() { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = false, Encoding = new UTF8Encoding(false), CheckCharacters = true };

    /// <summary>The report as JUnit XML, ended by <c>\n</c>.</summary>
    public static string Write(Report report, string language)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, Settings))
        {
            xml.WriteStartElement("testsuites");
            WriteSuite(xml, report, report.Scenario, language);
            xml.WriteEndElement();
        }
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length) + "\n";
    }

    /// <summary>The report as a suite of that name.</summary>
    internal static void WriteSuite(XmlWriter xml, Report report, string name, string language)
    {
        var grade = report.Grade;
        var failed = grade.Results.Count(r => !r.Finding.Met);
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", name);
        xml.WriteAttributeString("tests", Number(grade.Results.Length));
        xml.WriteAttributeString("failures", Number(failed));
        xml.WriteAttributeString("errors", "0");
        xml.WriteAttributeString("time", grade.TimeUsed.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture));
        xml.WriteStartElement("properties");
        Property(xml, "verdict", grade.Passed ? "passed" : "not passed");
        Property(xml, "points", Number(grade.Points));
        Property(xml, "maxPoints", Number(grade.MaxPoints));
        Property(xml, "seed", report.Header.Seed.ToString(CultureInfo.InvariantCulture));
        Property(xml, "content", report.Header.Content);
        xml.WriteEndElement();
        foreach (var result in grade.Results) Case(xml, report, result, language);
        xml.WriteEndElement();
    }

    private static void Case(XmlWriter xml, Report report, CriterionResult result, string language)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", report.Scenario);
        xml.WriteAttributeString("name", result.Criterion.Id);
        var evidence = string.Join('\n', result.Finding.Evidence.Select(e => Line(report, e, language)));
        if (result.Finding.Met)
        {
            xml.WriteElementString("system-out", evidence);
        }
        else
        {
            xml.WriteStartElement("failure");
            xml.WriteAttributeString("type", result.Criterion.Required ? "required" : "good practice");
            xml.WriteAttributeString("message", result.Criterion.Text.In(language));
            xml.WriteString(evidence);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private static string Line(Report report, Evidence evidence, string language) =>
        string.Join("  ", new[] { evidence.At is { } at ? report.Stamp(at) : null, evidence.What.In(language), evidence.Task, evidence.Line }.OfType<string>());

    private static void Property(XmlWriter xml, string name, string value)
    {
        xml.WriteStartElement("property");
        xml.WriteAttributeString("name", name);
        xml.WriteAttributeString("value", value);
        xml.WriteEndElement();
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}

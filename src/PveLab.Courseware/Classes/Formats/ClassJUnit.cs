using System.Text;
using System.Xml;
using PveLab.Courseware.Reports;

namespace PveLab.Courseware.Classes.Formats;

/// <summary>A class for continuous integration: a test suite a file, a test case a criterion; a refused file is one case in error.</summary>
public static class ClassJUnit
{
    private static readonly XmlWriterSettings Settings = new() { Indent = true, NewLineChars = "\n", Encoding = new UTF8Encoding(false) };

    /// <summary>The class as JUnit XML, ended by <c>\n</c>.</summary>
    public static string Write(ClassResult result, string language)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, Settings))
        {
            xml.WriteStartElement("testsuites");
            foreach (var attempt in result.Attempts)
            {
                if (attempt.Report is { } report) JUnitReport.WriteSuite(xml, report, $"{attempt.Student}: {attempt.File}", language);
                else Refused(xml, attempt, language);
            }
            xml.WriteEndElement();
        }
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length) + "\n";
    }

    private static void Refused(XmlWriter xml, GradedAttempt attempt, string language)
    {
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", $"{attempt.Student}: {attempt.File}");
        foreach (var (name, count) in new[] { ("tests", "1"), ("failures", "0"), ("errors", "1") }) xml.WriteAttributeString(name, count);
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", "journal");
        xml.WriteAttributeString("name", "can be graded");
        xml.WriteStartElement("error");
        xml.WriteAttributeString("type", attempt.Refusal!.Code);
        xml.WriteAttributeString("message", attempt.Refusal.In(language));
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }
}

using System.Text.Json.Nodes;
using PveLab.Api.Schema;
using PveLab.Shell.Proxmox;
using static PveLab.Api.Schema.SchemaOf;

namespace PveLab.Shell.Tests.Proxmox;

public class ResultPrinterTests
{
    private static readonly JsonSchema Guests = Array(Object(
        ("vmid", Integer()), ("name", Optional(String())), ("mem", Optional(Integer()) with { Renderer = "bytes", Title = "MEM" })));

    private static JsonNode TwoGuests => JsonNode.Parse("""[{"vmid":101,"name":"b"},{"vmid":100,"name":"a","mem":2147483648}]""")!;

    private static readonly OutputOptions Ascii = new() { Utf8 = false };

    [Fact]
    public void Required_columns_come_first_and_rows_are_ordered_by_the_first_column() => Assert.Equal(
        """
        +------+----------+------+
        | vmid |      MEM | name |
        +======+==========+======+
        |  100 | 2.00 GiB | a    |
        +------+----------+------+
        |  101 |          | b    |
        +------+----------+------+

        """.ReplaceLineEndings("\n"),
        ResultPrinter.Print(TwoGuests, Guests, Ascii));

    [Fact]
    public void Borders_are_lines_where_the_terminal_can_draw_them() => Assert.StartsWith(
        "┌──────┬──────────┬──────┐\n│ vmid │      MEM │ name │\n╞══════╪══════════╪══════╡\n", ResultPrinter.Print(TwoGuests, Guests, new OutputOptions()),
        StringComparison.Ordinal);

    [Fact]
    public void Without_border_the_last_column_is_not_padded() => Assert.Equal(
        "vmid        MEM name\n 100 2.00 GiB a\n 101          b\n".Replace("vmid        MEM", "vmid      MEM", StringComparison.Ordinal),
        ResultPrinter.Print(TwoGuests, Guests, Ascii with { NoBorder = true }));

    [Fact]
    public void Options_from_the_command_line_change_the_output()
    {
        OutputOptions options = Ascii.With(new JsonObject { ["noborder"] = "1", ["noheader"] = "1", ["human-readable"] = "0" });
        Assert.Equal(" 100 2147483648 a\n 101            b\n", ResultPrinter.Print(TwoGuests, Guests, options));
        Assert.Equal("", ResultPrinter.Print(TwoGuests, Guests, Ascii.With(new JsonObject { ["quiet"] = "1" })));
    }

    [Fact]
    public void Lines_are_cut_at_the_width_of_the_terminal() =>
        Assert.All(ResultPrinter.Print(TwoGuests, Guests, new OutputOptions { Columns = 10 }).TrimEnd('\n').Split('\n'), line => Assert.Equal(10, line.Length));

    [Fact]
    public void A_list_of_texts_is_a_column_without_header_as_wide_as_its_title() => Assert.Equal(
        "+-------+\n| a     |\n+-------+\n| b     |\n+-------+\n", ResultPrinter.Print(new JsonArray("b", "a"), Array(String()), Ascii));

    [Fact]
    public void An_object_is_a_table_of_keys_and_values() => Assert.Equal(
        "+-----+-------+\n| key | value |\n+=====+=======+\n| a   | 1     |\n+-----+-------+\n| b   | x     |\n+-----+-------+\n",
        ResultPrinter.Print(JsonNode.Parse("""{"b":"x","a":true}"""), Object(("a", Boolean()), ("b", String())), Ascii));

    [Fact]
    public void Nothing_is_printed_for_an_empty_list_or_a_result_of_no_type()
    {
        Assert.Equal("", ResultPrinter.Print(new JsonArray(), Guests, Ascii));
        Assert.Equal("", ResultPrinter.Print("x", Null, Ascii));
        Assert.Equal("[]\n", ResultPrinter.Print(new JsonArray(), Guests, Ascii with { Format = "json" }));
    }

    [Fact]
    public void A_scalar_is_a_line() => Assert.Equal("UPID:x\n", ResultPrinter.Print("UPID:x", String(), Ascii));
}

using System.Text.Json.Nodes;
using PveLab.Api.Schema;
using static PveLab.Api.Schema.SchemaOf;

namespace PveLab.Api.Tests.Schema;

public class SchemaValidatorTests
{
    private static string Error(JsonSchema schema, JsonNode? value) =>
        string.Join('|', SchemaValidator.ErrorsOf(new JsonObject { ["p"] = value }, Object(("p", schema))).Select(e => $"{e.Key}: {e.Value}"));

    [Theory]
    [InlineData("12", "")]
    [InlineData("-12", "")]
    [InlineData("+3", "")]
    [InlineData("1.5", "p: type check ('integer') failed - got '1.5'")]
    [InlineData("x", "p: type check ('integer') failed - got 'x'")]
    [InlineData("", "p: type check ('integer') failed - got ''")]
    public void A_whole_number_is_text_of_digits(string value, string error) => Assert.Equal(error, Error(Integer(), value));

    [Theory]
    [InlineData("1.", "")]
    [InlineData(".5e-3", "")]
    [InlineData("1e", "p: type check ('number') failed - got '1e'")]
    public void A_number_may_have_a_fraction_and_an_exponent(string value, string error) => Assert.Equal(error, Error(Number(), value));

    [Fact]
    public void A_switch_is_1_or_0_or_a_JSON_boolean()
    {
        Assert.Equal("", Error(Boolean(), "1"));
        Assert.Equal("", Error(Boolean(), true));
        Assert.Equal("p: type check ('boolean') failed - got 'yes'", Error(Boolean(), "yes"));
        Assert.Equal("p: type check ('string') failed - got JSON::PP::Boolean", Error(String(), true));
    }

    [Fact]
    public void Structures_are_refused_where_text_is_asked_for()
    {
        Assert.Equal("p: type check ('string') failed - got ARRAY", Error(String(), new JsonArray("a")));
        Assert.Equal("p: type check ('string') failed - got HASH", Error(String(), new JsonObject()));
        Assert.Equal("p: type check ('array') failed", Error(Array(String()), "a"));
    }

    [Fact]
    public void A_missing_property_must_be_optional()
    {
        Assert.Equal("p: property is missing and it is not optional", Error(String(), null));
        Assert.Equal("", Error(Optional(String()), null));
    }

    [Fact]
    public void An_unknown_property_is_refused_unless_the_object_allows_more()
    {
        JsonObject value = new() { ["q"] = "1" };
        const string refused = "property is not defined in schema and the schema does not allow additional properties";
        Assert.Equal(refused, SchemaValidator.ErrorsOf(value, ObjectSchema.Empty)["q"]);
        Assert.Empty(SchemaValidator.ErrorsOf(value, ObjectSchema.Empty with { AdditionalProperties = true }));
    }

    [Fact]
    public void Limits_are_named_with_the_number()
    {
        Assert.Equal("p: value must have a minimum value of 0", Error(Integer(minimum: 0), "-1"));
        Assert.Equal("p: value must have a maximum value of 8", Error(Integer(maximum: 8), 9));
    }

    [Fact]
    public void The_values_of_an_enumeration_are_listed_in_their_order() => Assert.Equal(
        "p: value 'foo' does not have a value in the enumeration 'snapshot, suspend, stop'",
        Error(Choice(null, "snapshot", "suspend", "stop"), "foo"));

    [Fact]
    public void Text_has_a_pattern_and_a_length()
    {
        Assert.Equal("p: value does not match the regex pattern", Error(String() with { Pattern = @"\d+[MG]?" }, "4X"));
        Assert.Equal("p: value may only be 2 characters long", Error(String() with { MaxLength = 2 }, "abc"));
        Assert.Equal("p: value must be at least 2 characters long", Error(String() with { MinLength = 2 }, "a"));
    }

    [Fact]
    public void A_format_error_ends_its_own_line() => Assert.Equal(
        "p: invalid format - storage ID 'x' cannot be shorter than 2 characters\n", Error(StandardOptions.StorageId, "x"));

    [Fact]
    public void An_error_in_a_property_string_names_the_path_to_the_key() => Assert.Equal(
        "p: invalid format - format error\np.max-workers: value must have a minimum value of 1\n",
        Error(Formatted("backup-performance"), "max-workers=0"));

    [Fact]
    public void A_property_may_require_another()
    {
        ObjectSchema schema = Object(("a", Optional(String()) with { Requires = "b" }), ("b", Optional(String())));
        Assert.Equal("missing property required by 'a'", SchemaValidator.ErrorsOf(new JsonObject { ["a"] = "1" }, schema)["b"]);
    }

    [Fact]
    public void Elements_of_an_array_are_checked_one_by_one() => Assert.Equal(
        "p[1]: type check ('integer') failed - got 'x'", Error(Array(Integer()), new JsonArray("1", "x")));

    [Fact]
    public void A_refusal_lists_its_errors_by_parameter_in_order()
    {
        JsonObject parameters = new() { ["vmid"] = "abc", ["storage"] = "b@d" };
        ParameterException refusal = Assert.Throws<ParameterException>(
            () => SchemaValidator.Validate(parameters, Object(("vmid", StandardOptions.Vmid), ("storage", StandardOptions.StorageId))));
        Assert.Equal(
            "400 Parameter verification failed.\nstorage: invalid format - storage ID 'b@d' contains illegal characters\n\n"
            + "vmid: type check ('integer') failed - got 'abc'\nqm x <vmid>\n",
            ErrorText.Of(refusal.WithUsage("qm x <vmid>")));
    }
}

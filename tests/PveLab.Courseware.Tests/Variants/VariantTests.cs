using System.Globalization;
using PveLab.Courseware.Scenarios;
using PveLab.Courseware.Variants;

namespace PveLab.Courseware.Tests.Variants;

public sealed class VariantTests : IDisposable
{
    private const string Ranges = """
        variants:
          vm.id: { plain: "100", numbers: 100-899 }
          vm.name: { plain: vm-ubuntu01, pattern: "vm-????##" }
          site.name: { plain: lab, oneOf: [tokyo, osaka, nagoya] }

        """;

    private readonly Library library = new();

    public void Dispose() => library.Dispose();

    [Fact]
    public void Seed_0_is_the_plain_variant() =>
        Assert.Equal(["lab", "100", "vm-ubuntu01"], library.Put(Library.Head + Ranges).Variant(0).Values.Values);

    [Fact]
    public void A_seed_always_draws_the_same_values()
    {
        var before = CultureInfo.CurrentCulture;
        var first = library.Put(Library.Head + Ranges).Variant(42).Values;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("tr-TR");
            Assert.Equal(first, library.Put(Library.Head + Ranges).Variant(42).Values);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
        Assert.NotEqual(first, library.Put(Library.Head + Ranges).Variant(43).Values);
    }

    [Fact]
    public void The_values_of_a_seed_never_change_between_versions() =>
        Assert.Equal("site.name=osaka vm.id=371 vm.name=vm-kygp18",
            string.Join(' ', library.Put(Library.Head + Ranges).Variant(1).Values.Select(v => $"{v.Key}={v.Value}")));

    [Fact]
    public void One_more_value_never_changes_another()
    {
        var before = library.Put(Library.Head + Ranges).Variant(7).Values;
        var after = library.Put(Library.Head + Ranges + "  a.first: { plain: x, pattern: '####' }\n").Variant(7).Values;
        Assert.Equal(before, after.Remove("a.first"));
    }

    [Fact]
    public void A_world_draws_for_its_scenarios_which_may_draw_otherwise()
    {
        File.WriteAllText(library.PathOf("worlds/drawing.yaml"), File.ReadAllText(library.PathOf("worlds/single-node.yaml"))
            .Replace("id: single-node", "id: drawing", StringComparison.Ordinal).Replace("vmid: 100", "vmid: ${vm.id}", StringComparison.Ordinal)
            + "variants:\n  vm.id: { plain: \"100\", numbers: 100-899 }\n  vm.name: { plain: a, oneOf: [b] }\n");
        var head = Library.Head.Replace("world: single-node", "world: drawing", StringComparison.Ordinal);
        var variant = library.Put(head + "variants:\n  vm.name: { plain: c, oneOf: [d] }\n").Variant(1);
        Assert.Equal("vm.id=371 vm.name=d", string.Join(' ', variant.Values.Select(v => $"{v.Key}={v.Value}")));
        Assert.Equal(371, variant.World.Guests[0].Vmid);
        Assert.Equal(100, library.Scenarios.Find("drawing").Variant(1).World.Guests[0].Vmid);
        var wrong = library.Put(head + "variants:\n  vm.name: { plain: c }\n");
        Assert.StartsWith("scenarios/test/scenario.yaml:", Assert.Throws<ContentException>(() => wrong.Variant(0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_are_filled_into_texts_and_criteria()
    {
        var yaml = Library.Head.Replace("en: Test }", "en: 'VM ${vm.id}' }", StringComparison.Ordinal) + Ranges + """
            criteria:
              - { id: login, kind: guest-login, guest: "${vm.id}", points: 1, text: { ja: "${vm.name}", en: "${vm.name}" } }
            """;
        var variant = library.Put(yaml).Variant(5);
        Assert.Equal("VM " + variant.Values["vm.id"], variant.Scenario.Title.En);
        Assert.Equal(variant.Values["vm.name"], variant.Scenario.Criteria[0].Text.Ja);
    }

    [Fact]
    public void The_shells_own_variables_are_left_alone() =>
        Assert.Equal("${HOME} ${x} $vm.id", Placeholders.Fill("f", "${HOME} ${x} $vm.id", new Dictionary<string, string>()));

    [Fact]
    public void An_unknown_placeholder_is_named_where_it_stands() =>
        Assert.Equal("f:2:4: no variant is called 'vm.ip'; did you mean 'vm.id'?", Assert.Throws<ContentException>(
            () => Placeholders.Fill("f", "one\ntwo${vm.ip}", new Dictionary<string, string> { ["vm.id"] = "100" })).Message);

    [Theory]
    [InlineData("vm.id: { plain: x }", "exactly one of")]
    [InlineData("vm.id: { plain: x, numbers: 9-1 }", "'9-1' is no range")]
    [InlineData("vm.id: { plain: x, oneOf: [] }", "oneOf is empty")]
    [InlineData("vmid: { plain: x, pattern: y }", "words joined by dots")]
    public void A_range_that_cannot_be_drawn_from_is_refused(string range, string because) =>
        Assert.Contains(because, library.Complaint(Library.Head + "variants:\n  " + range + "\n"), StringComparison.Ordinal);
}

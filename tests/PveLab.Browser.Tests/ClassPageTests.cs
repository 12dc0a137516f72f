using Microsoft.Playwright;
using PveLab.Courseware.Classes.Html;
using PveLab.Courseware.Tests.Classes;

namespace PveLab.Browser.Tests;

/// <summary>The class report in a real browser. With PVELAB_SCREENSHOTS=FOLDER it leaves pictures to look at.</summary>
public sealed class ClassPageTests(Browser browser) : IClassFixture<Browser>
{
    private static readonly Lazy<string> English = new(() => ClassPage.Write(ClassLab.Sample(), "en"));
    private static readonly Lazy<string> Japanese = new(() => ClassPage.Write(ClassLab.Sample(), "ja"));

    [BrowserFact]
    public async Task The_page_asks_for_nothing_and_complains_of_nothing()
    {
        var opened = await browser.Open(English.Value);
        Assert.Equal(["https://class.invalid/report.html"], opened.Requests);
        Assert.Empty(opened.Complaints);
        Assert.Equal("en", await opened.Page.EvaluateAsync<string>("document.documentElement.lang"));
    }

    [BrowserFact]
    public async Task What_students_put_in_stays_text()
    {
        var opened = await browser.Open(English.Value);
        Assert.Equal(1, await opened.Page.Locator("script").CountAsync());
        Assert.Equal(0, await opened.Page.Locator("img").CountAsync());
        Assert.Equal(1, await opened.Page.GetByText("<b>Eve[2J/]0;pwned<img src=x onerror=alert(1)>.jsonl").CountAsync());
    }

    [BrowserFact]
    public async Task Every_table_and_picture_has_its_words()
    {
        var page = (await browser.Open(Japanese.Value)).Page;
        Assert.Equal("ja", await page.EvaluateAsync<string>("document.documentElement.lang"));
        Assert.Empty(await Offenders(page, "th:not([scope])"));
        Assert.Empty(await Offenders(page, "table:not(:has(caption))"));
        Assert.Empty(await Offenders(page, "svg:not([aria-hidden]):not([role=img][aria-label])"));
        Assert.Empty(await Offenders(page, "section:not([aria-labelledby])"));
        Assert.Empty(await Offenders(page, "[role=region]:not([aria-label])"));
        Assert.Equal(1, await page.Locator("h1").CountAsync());
        Assert.Equal(1, await page.Locator("main").CountAsync());
        Assert.Empty(await page.EvaluateAsync<string[]>(
            "[...document.querySelectorAll('[id]')].map(e => e.id).filter((id, i, all) => all.indexOf(id) !== i)"));
        Assert.Empty(await page.EvaluateAsync<string[]>(
            "[...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.hash.slice(1)).filter(id => !document.getElementById(id))"));
    }

    [BrowserFact]
    public async Task Texts_stand_out_from_what_is_behind_them_by_day_and_by_night()
    {
        foreach (var colours in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            var page = (await browser.Open(English.Value, colours: colours)).Page;
            await page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
            Assert.Empty(await page.EvaluateAsync<string[]>(Contrast));
        }
    }

    [BrowserFact]
    public async Task The_grid_is_sorted_and_filtered_by_keyboard()
    {
        var page = (await browser.Open(English.Value)).Page;
        var students = page.Locator("#grid table").First.Locator("tbody th");
        await page.Locator("#grid table").First.GetByRole(AriaRole.Button, new() { Name = "Points" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("Dubois Léa", await students.First.TextContentAsync());
        Assert.Equal("ascending", await page.Locator("#grid table").First.Locator("th[aria-sort]").GetAttributeAsync("aria-sort"));
        await page.GetByRole(AriaRole.Searchbox).FillAsync("ｂａｋｅｒ");
        Assert.Equal(1, await page.Locator("#grid tbody tr:visible").CountAsync());
        await page.GetByRole(AriaRole.Searchbox).FillAsync("");
        await students.First.GetByRole(AriaRole.Link).PressAsync("Enter");
        Assert.True(await page.Locator("details[open] > summary", new() { HasText = "Dubois Léa" }).IsVisibleAsync());
    }

    [BrowserFact]
    public async Task A_narrow_screen_does_not_scroll_sideways()
    {
        var page = (await browser.Open(Japanese.Value, width: 400)).Page;
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
        Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= 400);
    }

    [BrowserFact]
    public async Task Pictures_are_taken_for_whoever_wants_to_look()
    {
        if (Environment.GetEnvironmentVariable("PVELAB_SCREENSHOTS") is not { Length: > 0 } folder) return;
        foreach (var (name, html) in new[] { ("en", English.Value), ("ja", Japanese.Value) })
            foreach (var width in (int[])[1280, 400])
                foreach (var colours in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
                {
                    var page = (await browser.Open(html, width, colours)).Page;
                    await page.Locator("#attempts > details").Nth(3).EvaluateAsync("d => d.open = true");
                    foreach (var section in await page.Locator("section").AllAsync())
                        await section.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{width}-{colours}-{await section.GetAttributeAsync("id")}.png") });
                    await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{width}-{colours}.png") });
                }
    }

    private static Task<string[]> Offenders(IPage page, string selector) =>
        page.EvaluateAsync<string[]>("selector => [...document.querySelectorAll(selector)].map(e => e.outerHTML.slice(0, 120))", selector);

    /// <summary>Every text whose contrast with its background is below 4.5 (WCAG AA).</summary>
    private const string Contrast = """
        () => {
          const parse = c => (c.match(/[\d.]+/g) ?? [0, 0, 0, 0]).map(Number);
          const over = (top, under) => { const a = top[3] ?? 1; return [0, 1, 2].map(i => top[i] * a + under[i] * (1 - a)); };
          const light = c => { const [r, g, b] = c.map(v => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4); return .2126 * r + .7152 * g + .0722 * b; };
          const behind = e => { const own = parse(getComputedStyle(e).backgroundColor); return (own[3] ?? 1) === 1 ? own.slice(0, 3) : over(own, e.parentElement ? behind(e.parentElement) : [255, 255, 255]); };
          const bad = [];
          for (const e of document.body.querySelectorAll('*')) {
            if (e.closest('svg, script, .sr, .skip') || ![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) continue;
            const back = behind(e), [x, y] = [light(over(parse(getComputedStyle(e).color), back)), light(back)];
            const ratio = (Math.max(x, y) + .05) / (Math.min(x, y) + .05);
            if (ratio < 4.5) bad.push(ratio.toFixed(2) + ' ' + e.outerHTML.slice(0, 100));
          }
          return bad;
        }
        """;
}

using Microsoft.Playwright;

namespace PveLab.Browser.Tests;

/// <summary>A test that needs a browser: skipped, with a word, on a machine without one.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (!File.Exists(Browser.Chromium)) Skip = $"{Browser.Chromium} is not installed (Debian: apt install chromium)";
    }
}

/// <summary>Debian's own chromium, driven by Playwright: nothing is downloaded.</summary>
public sealed class Browser : IAsyncLifetime
{
    public const string Chromium = "/usr/bin/chromium";

    private IPlaywright? playwright;
    private IBrowser? browser;

    public async Task InitializeAsync()
    {
        if (!File.Exists(Chromium)) return;
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Chromium, Headless = true, Args = ["--no-sandbox", "--disable-gpu"] });
    }

    public async Task DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
    }

    /// <summary>Opens a page from its text, and notes what it asks of the network and what it complains of.</summary>
    public async Task<OpenedPage> Open(string html, int width = 1280, ColorScheme colours = ColorScheme.Light)
    {
        var page = await browser!.NewPageAsync(new BrowserNewPageOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            ColorScheme = colours,
            ReducedMotion = ReducedMotion.Reduce,
        });
        var opened = new OpenedPage(page, [], []);
        page.Request += (_, request) => opened.Requests.Add(request.Url);
        page.PageError += (_, error) => opened.Complaints.Add(error);
        page.Console += (_, message) => opened.Complaints.Add(message.Text);
        await page.RouteAsync("**/*", route => route.FulfillAsync(new RouteFulfillOptions { Body = html, ContentType = "text/html; charset=utf-8" }));
        await page.GotoAsync("https://class.invalid/report.html");
        return opened;
    }
}

/// <summary>A page that was opened.</summary>
/// <param name="Page">The page.</param>
/// <param name="Requests">What it asked the network for, itself included.</param>
/// <param name="Complaints">Errors and console messages.</param>
public sealed record OpenedPage(IPage Page, List<string> Requests, List<string> Complaints);

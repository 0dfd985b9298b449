// SPDX-License-Identifier: GPL-3.0-or-later
// Measures what a company's size costs: from the keystroke to the list, from a number to a name;
// with a plot where a folder for it is named.
#include <QElapsedTimer>
#include <QEventLoop>
#include <QGuiApplication>
#include <QTimer>
#include <algorithm>
#include <cstdio>

#include "Company.h"
#include "CostPlot.h"
#include "DirectoryClients.h"
#include "RealSignIn.h"
#include "SlowLine.h"
#include "StoreFixture.h"
#include "core/text.h"
#include "directory/CachedSource.h"
#include "directory/LdapSource.h"
#include "models/HubSearchModel.h"

using namespace sidetone;
using namespace sidetone::directory;
using test::Employee;

namespace {

constexpr core::Milliseconds roundTrip{20};
/// Longer than the model's own pause; a person needs it between two letters.
constexpr int betweenLetters = 60;

double milliseconds(const QElapsedTimer& timer) {
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

/// Prints figures, and keeps them for the plot.
class Figures {
public:
    void print(std::size_t people, const char* what, std::vector<double> values, const char* goal) {
        if (values.empty()) {
            std::printf("%7zu people  %-52s not measured\n", people, what);
            return;
        }
        std::sort(values.begin(), values.end());
        const auto late = values[values.size() * 95 / 100];
        std::printf("%7zu people  %-52s p50 %9.3f  p95 %9.3f ms  n=%zu  goal %s\n", people, what,
                    values[values.size() / 2], late, values.size(), goal);
        std::fflush(stdout);
        costs_.push_back({people, what, late});
    }
    [[nodiscard]] const std::vector<bench::Cost>& costs() const { return costs_; }

private:
    std::vector<bench::Cost> costs_;
};

std::vector<Employee> sampleOf(const std::vector<Employee>& company, std::size_t many) {
    std::vector<Employee> some;
    for (std::size_t i = 0; i < many; ++i) some.push_back(company[i * 7919 % company.size()]);
    return some;
}

/// From the letter to the list that has the answer, by the model of the window's list.
double typeLetter(desktop::HubSearchModel& model, const QString& text) {
    QEventLoop loop;
    bool hasAsked = false;
    // The rows stand there when the model's handler is through, and with it the loop.
    const auto watch =
        QObject::connect(&model, &desktop::HubSearchModel::searchingChanged, &loop, [&] {
            if (hasAsked && !model.searching()) loop.quit();
            hasAsked = hasAsked || model.searching();
        });
    QTimer::singleShot(5'000, &loop, [&loop] { loop.exit(1); });
    QElapsedTimer timer;
    timer.start();
    model.setText(text);
    bool late = loop.exec() != 0;
    QObject::disconnect(watch);
    int people = 0;
    for (int row = 0; row < model.count(); ++row) people += model.isPerson(row) ? 1 : 0;
    late = late || people == 0;
    return late ? 5'000 : milliseconds(timer);
}

std::vector<double> typeNames(client::Client& client, const std::vector<Employee>& some) {
    core::QtClock clock;
    desktop::SearchModel messages(client, clock);
    desktop::HubSearchModel model(client, clock, messages);
    std::vector<double> took;
    for (const auto& one : some) {
        const auto whole = QString::fromStdString(one.id);
        for (int length = 3; length <= std::min<int>(7, static_cast<int>(whole.size())); ++length) {
            took.push_back(typeLetter(model, whole.left(length)));
            QTest::qWait(betweenLetters);
        }
        model.setText({});
    }
    return took;
}

/// Until three people in a row were found faster than the line is long.
bool knowsEverybody(const test::DirectoryLife& life, const std::vector<Employee>& company) {
    int quick = 0;
    for (std::size_t i = 1; i < 600 && quick < 3; ++i) {
        QElapsedTimer timer;
        timer.start();
        const auto found = test::awaited(
            life.client->people()->search(company[i * 104'729 % company.size()].id, 20, {}));
        quick = found && timer.elapsed() < roundTrip.count() / 2 ? quick + 1 : 0;
        if (quick == 0) QTest::qWait(200);
    }
    return quick == 3;
}

std::string element(const std::string& name, const std::string& value) {
    return "<" + name + ">" + value + "</" + name + ">";
}

/// The whole client on a line of 20 ms to the directory: with everybody on this computer, and
/// asking each time.
void measureWindow(test::DirectoryClients& clients, const std::vector<Employee>& company,
                   Figures& figures) {
    const bench::SlowLine line(clients.office.insideAddress(31), 10389, roundTrip);
    for (const bool isKept : {true, false}) {
        clients.configure(element("DirectoryServerType", "BDI") +
                          element("BDIPrimaryServerName", "127.0.0.1") +
                          element("BDIServerPort1", std::to_string(line.port())) +
                          element("BDIEnableTLS", "False") +
                          element("LocalDirectoryIndex", isKept ? "true" : "false"));
        const auto life = clients.signIn();
        if (life.client->state() != client::ClientState::Ready) return;
        if (isKept && !knowsEverybody(life, company)) return;
        figures.print(
            company.size(),
            isKept ? "letter to list, everybody kept here" : "letter to list, LDAP 20 ms away",
            typeNames(*life.client, sampleOf(company, 20)), isKept ? "< 50" : "< 120");
    }
}

/// Everybody into memory and onto the disk, then numbers to names and beginnings to people.
void measureCache(const test::DirectoryClients& clients, const std::vector<Employee>& company,
                  Figures& figures) {
    test::RealPorts ports(clients.office);
    test::StoreFixture fixture;
    const auto store = std::move(fixture.open().value());
    LdapSettings settings;
    settings.servers = {{{clients.host("ldap1"), 10389}, LdapSecurity::StartTls}};
    settings.presenceDomain = clients.office.domain();
    CachedSource source(std::make_unique<LdapSource>(LdapPorts{ports.connections, ports.clock},
                                                     settings, ports.http),
                        *store, ports.clock, clients.office.domain());
    QElapsedTimer timer;
    timer.start();
    if (!test::awaited(source.readEverybody())) return;
    figures.print(company.size(), "everybody read from the directory", {milliseconds(timer)}, "-");
    std::vector<double> numbers;
    std::vector<double> searches;
    for (const auto& one : sampleOf(company, 2000)) {
        for (const auto& form : one.sixForms(one.outside)) {
            timer.restart();
            const auto found = test::awaited(source.withNumbers({form}));
            if (found && found->front()) numbers.push_back(milliseconds(timer));
        }
        timer.restart();
        if (!source.known(one.id.substr(0, 4), 20).empty()) searches.push_back(milliseconds(timer));
    }
    figures.print(company.size(), "number to name, from the cache", numbers, "< 1");
    figures.print(company.size(), "four letters to 20 people, from the cache", searches, "-");
}

void measure(std::size_t people, const char* programs, Figures& figures) {
    test::DirectoryClients clients{programs};
    QElapsedTimer timer;
    timer.start();
    if (!clients.office.start({"--people", std::to_string(people), "--contacts", "0"})) {
        std::fprintf(stderr, "bench: %s\n", clients.office.failure().c_str());
        return;
    }
    figures.print(people, "office started", {milliseconds(timer)}, "-");
    const auto company = test::companyOf(clients.office);
    measureCache(clients, company, figures);
    measureWindow(clients, company, figures);
}

}  // namespace

int main(int argc, char* argv[]) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication application(argc, argv);
    std::vector<std::size_t> sizes;
    std::string folder;
    for (int i = 1; i < argc; ++i) {
        const auto size = core::parseNumber(argv[i]);
        if (size) {
            sizes.push_back(*size);
        } else {
            folder = argv[i];
        }
    }
    if (sizes.empty()) sizes = {1'000, 10'000, 40'000, 100'000};
    const auto programs = QCoreApplication::applicationDirPath().toStdString();
    Figures figures;
    for (const auto size : sizes) measure(size, programs.c_str(), figures);
    if (folder.empty() || bench::plot(figures.costs(), folder + "/directory.png")) return 0;
    std::fprintf(stderr, "bench: nothing can be written into %s\n", folder.c_str());
    return 1;
}

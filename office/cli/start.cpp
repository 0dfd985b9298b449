// SPDX-License-Identifier: GPL-3.0-or-later
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QJsonDocument>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "core/QtClock.h"
#include "core/text.h"
#include "office/cli/commandLine.h"
#include "office/cli/json.h"
#include "office/supervisor/Guardian.h"

namespace sidetone::office {

using core::ErrorCode;
using core::fail;

namespace {

/// Prints what the office reports until it is up, has failed, or (in the foreground) has ended.
class Printer {
public:
    enum class Until { Up, End };
    explicit Printer(Until until) : until_(until) {}

    int run(const Descriptor& reports) {
        std::string received;
        char buffer[4096];
        for (;;) {
            const ssize_t count = ::read(reports.number(), buffer, sizeof buffer);
            if (count <= 0) break;
            received.append(buffer, static_cast<std::size_t>(count));
            for (auto end = received.find('\n'); end != std::string::npos;
                 end = received.find('\n')) {
                print(QJsonDocument::fromJson(QByteArray::fromStdString(received.substr(0, end)))
                          .object());
                received.erase(0, end + 1);
            }
            std::fflush(stdout);
            if (until_ == Until::Up && (up_ || failed_)) break;
        }
        if (!up_ && !failed_) std::fputs("The office ended before it was up.\n", stderr);
        return up_ && !failed_ ? 0 : 1;
    }

private:
    void print(const QJsonObject& event) {
        const std::string kind = textOf(event, "event");
        if (kind == "server") {
            std::printf("%-13s %-20s ready after %4d ms\n", textOf(event, "name").c_str(),
                        textOf(event, "where").c_str(),
                        event[QLatin1String("milliseconds")].toInt());
        } else if (kind == "up") {
            up_ = true;
            std::printf("office up after %d ms, %.0f MB\n",
                        event[QLatin1String("milliseconds")].toInt(),
                        event[QLatin1String("memory")].toDouble() / 1024);
        } else if (kind == "failed") {
            failed_ = true;
            std::fprintf(stderr, "%s\n", textOf(event, "sentence").c_str());
        } else {
            std::printf("%s\n", textOf(event, "text").c_str());
        }
    }

    Until until_;
    bool up_ = false;
    bool failed_ = false;
};

core::Result<PortRange> parseRange(const std::string& text) {
    const auto parts = core::split(text, '-');
    const auto first = core::parseNumber(parts.front());
    const auto last = core::parseNumber(parts.back());
    const bool good = parts.size() == 2 && first && last && *first >= 1024 && *last <= 65535 &&
                      *first + 4 < *last;
    if (!good) {
        return fail(ErrorCode::InvalidInput, "Reading --media-ports " + text,
                    "it is not a range of ports", "Give it as 16384-32766.");
    }
    return PortRange{static_cast<std::uint16_t>(*first), static_cast<std::uint16_t>(*last)};
}

core::Result<StartOptions> optionsFrom(const std::string& folder, const Arguments& arguments) {
    StartOptions options;
    options.layout.folder = folder;
    const auto earlier = Layout::load(folder);
    const std::string domain = earlier ? earlier->domain : options.layout.domain;
    options.layout.domain = core::lowerAscii(arguments.value("domain", domain));
    if (earlier && options.layout.domain != domain) {
        return fail(ErrorCode::InvalidInput, "Starting an office for " + options.layout.domain,
                    "the people in this folder belong to " + domain, "Give another folder.");
    }
    const char* prefix = std::getenv("SIDETONE_OFFICE_PREFIX");
    options.layout.prefix = arguments.value("prefix", prefix == nullptr ? "" : prefix);
    if (!options.layout.prefix.empty()) {
        options.layout.prefix = std::filesystem::absolute(options.layout.prefix).string();
    }
    const auto people = core::parseNumber(arguments.value("people", "0"));
    const auto contacts = core::parseNumber(arguments.value("contacts", "200"));
    if (!people || !contacts || *people > 100000) {
        return fail(ErrorCode::InvalidInput, "Reading --people or --contacts",
                    "it is not a number of people");
    }
    options.people = *people;
    options.layout.contacts = *contacts;
    if (arguments.has("media-ports")) {
        auto range = parseRange(arguments.value("media-ports"));
        if (!range) return range.error();
        options.layout.mediaPorts = *range;
    }
    auto extras = parseExtras(arguments.value("with"));
    if (!extras) return extras.error();
    options.layout.extras = std::move(*extras);
    if (arguments.has("no-namespaces")) options.namespaces = Namespaces::Forbidden;
    return options;
}

/// The background process has nothing of the terminal.
void leaveTerminal() {
    ::setsid();
    const int null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        ::dup2(null, standard);
    }
    ::close(null);
    (void)!::chdir("/");
}

}  // namespace

int runStart(const std::string& folder, const Arguments& arguments) {
    const core::Instant started = core::QtClock().now();
    ::umask(077);
    auto options = optionsFrom(folder, arguments);
    if (!options) return printError(options.error());
    const auto lock = Folder::lock(folder);
    if (!lock) return printError(lock.error());
    int ends[2] = {-1, -1};
    if (::pipe2(ends, O_CLOEXEC) != 0) {
        return printError(fail(ErrorCode::Internal, "Making a pipe"));
    }
    Descriptor reading(ends[0]);
    Descriptor writing(ends[1]);
    const bool foreground = arguments.has("foreground");
    const pid_t process = ::fork();
    const bool guardian = foreground ? process > 0 : process == 0;
    if (guardian) {
        reading.close();
        if (!foreground) leaveTerminal();
        const int result = guard(*lock, std::move(*options), std::move(writing), started);
        if (!foreground) ::_exit(result);
        ::waitpid(process, nullptr, 0);
        return result;
    }
    writing.close();
    // An interrupt is the guardian's; what it reports then is still printed.
    if (foreground) ::signal(SIGINT, SIG_IGN);
    const int result = Printer(foreground ? Printer::Until::End : Printer::Until::Up).run(reading);
    if (foreground) ::_exit(result);
    return result;
}

}  // namespace sidetone::office

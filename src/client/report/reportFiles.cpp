// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/report/reportFiles.h"

#include <QDateTime>
#include <QLocale>
#include <QSysInfo>
#include <QTimeZone>

#include "client/report/traceText.h"
#include "config/Registry.h"
#include "core/text.h"

namespace sidetone::client {
namespace {

const char* nameOf(core::LogLevel level) {
    static constexpr const char* names[] = {"debug", "info", "warning", "error"};
    return names[static_cast<int>(level)];
}

const char* nameOf(ServiceKind kind) {
    static constexpr const char* names[] = {"chat", "calls", "directory"};
    return names[static_cast<int>(kind)];
}

const char* nameOf(ServiceState state) {
    static constexpr const char* names[] = {"off", "starting", "up", "reconnecting", "failed"};
    return names[static_cast<int>(state)];
}

const char* nameOf(NetworkView::State state) {
    static constexpr const char* names[] = {"unknown", "offline", "captive portal", "online"};
    return names[static_cast<int>(state)];
}

const char* nameOf(NetworkView::Place place) {
    static constexpr const char* names[] = {"unknown", "inside", "outside"};
    return names[static_cast<int>(place)];
}

const char* nameOf(telephony::CallState state) {
    static constexpr const char* names[] = {"dialling",  "ringing",    "incoming", "connected",
                                            "held here", "held there", "ended"};
    return names[static_cast<int>(state)];
}

const char* nameOf(telephony::CallEnd end) {
    static constexpr const char* names[] = {
        "none",   "hung up here",       "hung up there", "declined",    "busy",   "not answered",
        "missed", "answered elsewhere", "not found",     "unavailable", "failed", "transferred"};
    return names[static_cast<int>(end)];
}

std::string versions(const ReportContents& contents, core::WallTime now) {
    std::string text = "Sidetone " SIDETONE_VERSION ", Qt " + std::string(qVersion()) + "\n";
    text += QSysInfo::prettyProductName().toStdString() + ", kernel " +
            QSysInfo::kernelVersion().toStdString() + ", " +
            QSysInfo::currentCpuArchitecture().toStdString() + "\n";
    text += "Language " + QLocale::system().name().toStdString() + ", time zone " +
            QTimeZone::systemTimeZoneId().toStdString() + "\n";
    text += "Written " + inWords(now) + "\n\n";
    text += std::string("Network: ") + nameOf(contents.network.state) + ", " +
            nameOf(contents.network.place);
    text += contents.network.detail.empty() ? "\n" : ". " + contents.network.detail + "\n";
    for (const auto& line : contents.networkDetails) text += line + "\n";
    return text;
}

std::string services(const ReportContents& contents) {
    std::string text;
    for (const auto& service : contents.services) {
        text += std::string(nameOf(service.kind)) + ": " + nameOf(service.state) + ", " +
                service.server + ", " + service.detail + "\n";
    }
    return text.empty() ? "No services.\n" : text;
}

std::string number(double value) {
    return QString::number(value, 'f', 1).toStdString();
}

std::string statistics(const telephony::CallStatistics& measured) {
    if (measured.codec.empty()) return "  no sound was sent or received\n";
    std::string text = "  " + measured.codec + ", sent " + std::to_string(measured.packetsSent) +
                       " packets, received " + std::to_string(measured.packetsReceived) +
                       ", lost " + std::to_string(measured.packetsLost) + ", jitter " +
                       number(measured.jitterMilliseconds) + " ms";
    if (measured.roundTripMilliseconds) {
        text += ", round trip " + number(*measured.roundTripMilliseconds) + " ms";
    }
    return text + ", ports " + std::to_string(measured.localPort) + " to " +
           std::to_string(measured.remotePort) + "\n";
}

std::string calls(const ReportContents& contents) {
    std::string text;
    for (const auto& call : contents.calls) {
        text += inWords(call.started) + (call.outgoing ? " to " : " from ") + call.peerUri + ", " +
                nameOf(call.state);
        if (call.state == telephony::CallState::Ended) {
            text += std::string(" (") + nameOf(call.end) + ")";
        }
        if (!call.reason.empty()) text += ": " + call.reason;
        if (call.protection == telephony::MediaProtection::Srtp) text += ", encrypted";
        text += "\n" + statistics(call.statistics);
    }
    return text.empty() ? "No calls since the program began.\n" : text;
}

/// Each parameter that somebody set, with its layer, and whom it overrides.
std::string parameters(const config::Settings& settings) {
    std::string text;
    for (const auto& [name, value] : settings.all()) {
        const auto* parameter = config::findParameter(name);
        const bool isSecret =
            parameter != nullptr && parameter->type == config::ParameterType::Secret;
        const auto shown = [&](const std::string& said) { return isSecret ? "[removed]" : said; };
        text += name + " = " + shown(value.text) + "  (" + std::string(config::name(value.layer)) +
                ")\n";
        const auto layers = settings.layersOf(name);
        for (std::size_t i = 1; i < layers.size(); ++i) {
            text += "    instead of " + shown(layers[i].text) + "  (" +
                    std::string(config::name(layers[i].layer)) + ")\n";
        }
    }
    for (const auto& remark : settings.remarks()) {
        text += "remark on " + std::string(config::name(remark.layer)) +
                (remark.line > 0 ? ", line " + std::to_string(remark.line) : std::string()) + ": " +
                remark.text + "\n";
    }
    return text.empty() ? "Nothing is configured.\n" : text;
}

std::string logText(const ReportContents& contents, const std::vector<core::LogLine>& log) {
    if (!contents.settings.get(config::keys::reportsHoldLogs)) {
        return "The organisation wants no logs in reports (EnablePrt).\n";
    }
    std::string text;
    for (const auto& line : log) {
        text += inWords(line.time) + " " + nameOf(line.level) + " " + line.room + ": " + line.text +
                "\n";
    }
    return text;
}

/// A name that unpacks beside the others, whatever a server called its file.
std::string plainName(const std::string& name) {
    std::string out;
    for (const char c : name) {
        const bool isPlain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                             (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
        out += isPlain ? c : '_';
    }
    return out.empty() || out.front() == '.' ? "_" + out : out;
}

}  // namespace

std::string inWords(core::WallTime time) {
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC)
               .toString(QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz"))
               .toStdString() +
           " UTC";
}

std::string withoutSecretParameters(const std::string& text) {
    std::string out = core::redact(text);
    for (const auto* parameter : config::allParameters()) {
        if (parameter->type != config::ParameterType::Secret) continue;
        const auto tag = "<" + core::lowerAscii(parameter->name);
        auto lower = core::lowerAscii(out);
        for (auto at = lower.find(tag); at != std::string::npos; at = lower.find(tag, at + 1)) {
            const auto from = lower.find('>', at);
            if (from == std::string::npos || lower[from - 1] == '/') continue;
            const auto to = lower.find('<', from);
            out.replace(from + 1, to == std::string::npos ? std::string::npos : to - from - 1,
                        "[removed]");
            lower = core::lowerAscii(out);
        }
    }
    return out;
}

std::vector<ReportFile> reportFiles(const ReportContents& contents,
                                    const std::vector<core::LogLine>& log, core::WallTime now) {
    std::vector<ReportFile> files;
    const auto who = contents.person.isEmpty() ? std::string("Nobody is signed in.")
                                               : "From " + contents.person.text() + ".";
    files.push_back({"report.txt", who + "\n\n" + contents.description + "\n"});
    files.push_back({"sysinfo.txt", versions(contents, now)});
    files.push_back({"trace.txt", contents.trace.steps.empty()
                                      ? std::string("There was no sign-in.\n")
                                      : traceText(contents.trace)});
    files.push_back({"services.txt", services(contents)});
    files.push_back({"calls.txt", calls(contents)});
    files.push_back({"config/parameters.txt", parameters(contents.settings)});
    for (const auto& source : contents.sources) {
        files.push_back({"config/" + plainName(source.name), withoutSecretParameters(source.text)});
    }
    for (const auto& source : contents.extra) {
        files.push_back({plainName(source.name), source.text});
    }
    files.push_back({"jabber.log", logText(contents, log)});
    return files;
}

}  // namespace sidetone::client

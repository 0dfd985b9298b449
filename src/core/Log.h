// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "core/Clock.h"
#include "core/Secret.h"

namespace sidetone::core {

enum class LogLevel { Debug, Info, Warning, Error };

/// One line of the log, secrets already removed.
struct LogLine {
    WallTime time;
    LogLevel level = LogLevel::Info;
    std::string room;  ///< the folder that speaks: "xmpp", "signin"
    std::string text;
};

/// The log, handed in like everything else. Secrets are removed before a line reaches any sink
/// (PRT-04): values that were told by hide(), and whatever stands behind the names that carry
/// secrets on the wire (see redact()). Thread-safe: any thread may write.
class Log {
public:
    using Sink = std::function<void(const LogLine&)>;

    explicit Log(LogLevel least = LogLevel::Info) : least_(least) {}

    /// Where lines go besides the last 2000, which are kept for the problem report.
    void setSink(Sink sink);
    void setLevel(LogLevel least);
    [[nodiscard]] bool isOn(LogLevel level) const { return level >= least_; }
    /// From now on this value never appears in a line, neither as it is nor encoded (see
    /// secretForms()). Values under 4 characters are not hidden: they would blacken everything.
    void hide(const Secret& secret);

    void write(LogLevel level, std::string_view room, std::string_view text);
    void debug(std::string_view room, std::string_view text) {
        if (isOn(LogLevel::Debug)) write(LogLevel::Debug, room, text);
    }
    void info(std::string_view room, std::string_view text) { write(LogLevel::Info, room, text); }
    void warning(std::string_view room, std::string_view text) {
        write(LogLevel::Warning, room, text);
    }
    void error(std::string_view room, std::string_view text) { write(LogLevel::Error, room, text); }

    /// The text without secrets, as a line would be: for what goes into reports and traces.
    [[nodiscard]] std::string clean(std::string_view text) const;
    /// The newest lines, oldest first.
    [[nodiscard]] std::vector<LogLine> recent() const;

private:
    [[nodiscard]] std::string cleaned(std::string_view text) const;

    mutable std::mutex mutex_;  ///< guards all below
    LogLevel least_;
    Sink sink_;
    std::vector<std::string> hidden_;  ///< all forms of all secrets, the longest first
    std::deque<LogLine> recent_;
};

/// Removes what looks like a secret in protocol text: values of Authorization headers, SASL
/// payloads, SDES keys (a=crypto), cookies, passwords in URLs, and fields of XML, JSON, forms and
/// configuration whose name ends with password, token, secret and the like. What goes away becomes
/// "[removed]".
[[nodiscard]] std::string redact(std::string_view text);

}  // namespace sidetone::core

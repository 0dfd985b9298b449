// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QTemporaryDir>
#include <string>
#include <vector>

namespace sidetone::test {

/// A sipp that answers calls over UDP at 127.0.0.1 as a service behind the call server does, and
/// plays a tone as PCMA where it is told to.
class SippAnswerer {
public:
    /// What it does, one after the other.
    struct Step {
        enum class Kind {
            Progress,             ///< a provisional response without a description
            Description,          ///< one with a description
            ReliableDescription,  ///< the same, and PRACK is waited for (RFC 3262)
            Play,                 ///< the tone, from now on
            Pause,                ///< `value` ms
            Answer,               ///< 200 with a description; then ACK, and BYE at some time
            BareAnswer,           ///< 200 without one
            Refuse,               ///< a final response and its ACK
        };
        Kind kind;
        int value = 0;  ///< status, or ms
    };
    /// `port`: of SIP; RTP takes those above it.
    SippAnswerer(int port, double tone);
    ~SippAnswerer();
    SippAnswerer(const SippAnswerer&) = delete;
    SippAnswerer& operator=(const SippAnswerer&) = delete;

    /// Takes one call and does this.
    [[nodiscard]] bool begin(const std::vector<Step>& steps);
    /// Until it has done all; true where everything came as it should.
    [[nodiscard]] bool finished();
    [[nodiscard]] std::string uri() const { return "sip:127.0.0.1:" + std::to_string(port_); }

private:
    [[nodiscard]] std::string scenario(const std::vector<Step>& steps) const;

    QTemporaryDir folder_;
    int port_;
    QProcess process_;
};

}  // namespace sidetone::test

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/doctor/Check.h"

namespace sidetone::client {

/// This machine's network and its name servers (NET-01, SRV-08).
class NetworkCheck final : public Check {
public:
    [[nodiscard]] std::string title() const override { return "Network"; }
    void run(const CheckContext& context, Done done) override;
};

/// Where passwords can be kept (PROV-07).
class KeyStoreCheck final : public Check {
public:
    [[nodiscard]] std::string title() const override { return "Key store"; }
    void run(const CheckContext& context, Done done) override;

private:
    core::Owner owner_;
};

/// Microphone and loudspeaker.
class SoundCheck final : public Check {
public:
    [[nodiscard]] std::string title() const override { return "Sound"; }
    void run(const CheckContext& context, Done done) override;
};

/// What administrators set up, against the chapter's rules: full names of hosts (ADM-03), several
/// servers of a service (HA-05), locked and overridden parameters, remarks on their files.
class RulesCheck final : public Check {
public:
    [[nodiscard]] std::string title() const override { return "Rules of the planning guide"; }
    void run(const CheckContext& context, Done done) override;
};

}  // namespace sidetone::client

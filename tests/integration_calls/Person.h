// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTemporaryDir>
#include <memory>

#include "OfficeFixture.h"
#include "client/Client.h"
#include "client/Platform.h"
#include "telephony/CallControl.h"

namespace sidetone::test {

/// Demo user 1 or 2 of an office with a whole client, inside or out on the Internet, with a tone
/// for a microphone and files for what is heard.
class Person {
public:
    enum class Where { Inside, Outside };
    Person(const OfficeFixture& office, int number, Where where, double tone);
    Person(const Person&) = delete;
    Person& operator=(const Person&) = delete;

    /// Until the line is registered; false where that does not come about.
    [[nodiscard]] bool signIn();
    [[nodiscard]] telephony::CallControl& calls() { return *client_->calls(); }
    [[nodiscard]] client::Client& client() { return *client_; }
    /// The newest call; state Ended where there is none.
    [[nodiscard]] telephony::Call newest() const;
    [[nodiscard]] telephony::CallState state() const { return newest().state; }
    [[nodiscard]] bool isRegistered() const;
    [[nodiscard]] bool hears(double frequency) const;
    /// What the newest call wrote; empty before there is sound.
    [[nodiscard]] std::string newestRecording() const;
    [[nodiscard]] std::string folder() const { return folder_.path().toStdString(); }

private:
    const OfficeFixture& office_;
    const int number_;
    QTemporaryDir folder_;
    std::unique_ptr<client::Platform> platform_;
    std::unique_ptr<client::Client> client_;
};

}  // namespace sidetone::test

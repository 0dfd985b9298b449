// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTemporaryDir>
#include <map>
#include <string>
#include <vector>

#include "core/Secret.h"

namespace sidetone::test {

/// What a command of sidetone-office said.
struct CommandResult {
    int status = -1;  ///< its exit status; -1 where it did not end
    std::string output;
    std::string error;
};

/// An office of real servers in a temporary folder, for one test program. It is stopped at the
/// end. `programs` is the folder of sidetone-office (SIDETONE_BIN_DIR).
class OfficeFixture {
public:
    explicit OfficeFixture(std::string programs);
    ~OfficeFixture();
    OfficeFixture(const OfficeFixture&) = delete;
    OfficeFixture& operator=(const OfficeFixture&) = delete;

    /// `start` with more options, such as {"--people", "50", "--with", "nodes,cloud"}; then reads
    /// `env`. False where it
    /// failed: failure() says why.
    [[nodiscard]] bool start(const std::vector<std::string>& options = {});
    [[nodiscard]] const std::string& failure() const { return failure_; }
    /// Runs a command in this office's folder: run({"fault", "prosody", "kill"}).
    CommandResult run(const std::vector<std::string>& words) const;
    /// The same; true where its exit status was 0.
    [[nodiscard]] bool done(const std::vector<std::string>& words) const;

    [[nodiscard]] std::string folder() const { return folder_.path().toStdString(); }
    /// A variable that `env` exports, such as "SIDETONE_NAMESERVER".
    [[nodiscard]] std::string variable(const std::string& name) const;
    [[nodiscard]] std::string domain() const { return variable("SIDETONE_DOMAIN"); }
    /// "127.3.0.1:10053".
    [[nodiscard]] std::string nameServer() const { return variable("SIDETONE_NAMESERVER"); }
    [[nodiscard]] std::string caFile() const { return variable("SIDETONE_CA_FILE"); }
    /// The address of demo user 1 (anna) or 2 (ben): "anna@office.example".
    [[nodiscard]] std::string user(int number) const;
    [[nodiscard]] core::Secret password(int number) const;
    /// "2001".
    [[nodiscard]] std::string number(int number) const;
    /// The loopback address of an inside host by its number: "127.3.0.11" for 11.
    [[nodiscard]] std::string insideAddress(int host) const { return address(0, host); }
    /// The same in any zone: 0 inside, 1 the Internet, 2 the second cluster (docs/office.md).
    [[nodiscard]] std::string address(int zone, int host) const;

private:
    std::string programs_;
    QTemporaryDir folder_;
    std::map<std::string, std::string> environment_;
    std::string failure_;
};

}  // namespace sidetone::test

// SPDX-License-Identifier: GPL-3.0-or-later
#include "OfficeFixture.h"

#include <QDir>
#include <QFile>
#include <QProcess>

#include "core/text.h"

namespace sidetone::test {

OfficeFixture::OfficeFixture(std::string programs)
    : programs_(std::move(programs)),
      folder_(QDir::tempPath() + QStringLiteral("/office-XXXXXX")) {}

OfficeFixture::~OfficeFixture() {
    if (!environment_.empty()) run({"stop"});
}

bool OfficeFixture::start(const std::vector<std::string>& options) {
    std::vector<std::string> words{"start"};
    words.insert(words.end(), options.begin(), options.end());
    const CommandResult started = run(words);
    if (started.status != 0) {
        failure_ = started.output + started.error;
        return false;
    }
    const CommandResult said = run({"env"});
    for (const std::string_view line : core::split(said.output, '\n')) {
        static constexpr std::string_view start = "export ";
        const auto equals = line.find('=');
        if (line.rfind(start, 0) != 0 || equals == std::string_view::npos) continue;
        std::string value(line.substr(equals + 1));
        if (value.size() >= 2 && value.front() == '\'') value = value.substr(1, value.size() - 2);
        environment_[std::string(line.substr(start.size(), equals - start.size()))] = value;
    }
    return said.status == 0;
}

CommandResult OfficeFixture::run(const std::vector<std::string>& words) const {
    QStringList arguments;
    for (const std::string& word : words) arguments << QString::fromStdString(word);
    arguments << QStringLiteral("--folder") << folder_.path();
    QProcess process;
    process.start(QString::fromStdString(programs_ + "/sidetone-office"), arguments);
    static constexpr int patience = 90000;
    if (!process.waitForFinished(patience)) return {};
    return {process.exitCode(), process.readAllStandardOutput().toStdString(),
            process.readAllStandardError().toStdString()};
}

bool OfficeFixture::done(const std::vector<std::string>& words) const {
    return run(words).status == 0;
}

std::string OfficeFixture::variable(const std::string& name) const {
    const auto at = environment_.find(name);
    return at == environment_.end() ? std::string() : at->second;
}

std::string OfficeFixture::user(int number) const {
    return variable("SIDETONE_USER_" + std::to_string(number));
}

std::string OfficeFixture::number(int number) const {
    return variable("SIDETONE_NUMBER_" + std::to_string(number));
}

core::Secret OfficeFixture::password(int number) const {
    QFile file(
        QString::fromStdString(variable("SIDETONE_PASSWORD_FILE_" + std::to_string(number))));
    if (!file.open(QIODevice::ReadOnly)) return {};
    return core::Secret(file.readAll().trimmed().toStdString());
}

std::string OfficeFixture::address(int zone, int host) const {
    const std::string server = nameServer();
    const auto parts = core::split(server, '.');
    if (parts.size() < 2) return {};
    return "127." + std::string(parts[1]) + "." + std::to_string(zone) + "." + std::to_string(host);
}

}  // namespace sidetone::test

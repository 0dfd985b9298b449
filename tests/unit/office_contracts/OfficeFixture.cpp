// SPDX-License-Identifier: GPL-3.0-or-later
#include "OfficeFixture.h"

#include "office/ca/Authority.h"
#include "office/supervisor/TextFile.h"

namespace sidetone::test {
namespace {

constexpr int patience = 20'000;

void must(const core::Status& status) {
    if (!status) qFatal("%s", status.error().sentence().c_str());
}

}  // namespace

office::User OfficeFixture::person(const std::string& id, const std::string& family,
                                   const std::string& number) {
    office::User user;
    user.id = id;
    user.givenName = id;
    user.givenName.front() = static_cast<char>(user.givenName.front() - 'a' + 'A');
    user.familyName = family;
    user.displayName = user.givenName + " " + family;
    user.mail = id + "." + "mail@office.example";
    user.number = number;
    user.externalNumber = "+1555000" + number;
    user.mobileNumber = "+1 (666) 000-" + number;
    user.title = "Engineer & <Pilot>";
    user.department = "Development";
    user.deviceName = office::deviceNameFor(id);
    user.uuid = "0a1b2c3d-1111-4222-8333-00000000" + number;
    user.credentials = office::makeCredentials(id, "office.example", core::Secret(passwordOf(id)));
    return user;
}

OfficeFixture::OfficeFixture() {
    layout_.folder = folder_.path().toStdString();
    auto claim = office::AddressClaim::take(layout_, 0);
    if (!claim) qFatal("%s", claim.error().sentence().c_str());
    claim_ = std::move(*claim);
    layout_.office = claim_->office();
    must(layout_.save());
    for (const auto* name : {"users", "files", "ca"}) must(office::makeFolder(path(name)));
    must(office::Authority(layout_).prepare());
    auto users = office::UserStore::open(layout_.userFile());
    if (!users) qFatal("%s", users.error().sentence().c_str());
    users_ = std::move(*users);
    auto zoe = person("zoe", "Adams", "2003");
    zoe.credentials = {};
    must(users_->add({person("anna", "Kowalska", "2001"), person("ben", "van Dam", "2002"), zoe}));
}

OfficeFixture::~OfficeFixture() {
    process_.kill();
    process_.waitForFinished(patience);
}

bool OfficeFixture::start() {
    process_.start(QStringLiteral(SIDETONE_BIN_DIR "/sidetone-office"),
                   {QStringLiteral("contracts"), QStringLiteral("--folder"), folder_.path()});
    if (!process_.waitForStarted(patience)) return false;
    while (log().find("ready\n") == std::string::npos) {
        if (!process_.waitForReadyRead(patience)) {
            qWarning("%s", process_.readAllStandardError().constData());
            return false;
        }
    }
    return true;
}

int OfficeFixture::stop() {
    process_.terminate();
    if (!process_.waitForFinished(patience)) return -1;
    return process_.exitStatus() == QProcess::NormalExit ? process_.exitCode() : -1;
}

WebClient OfficeFixture::tls(int port) const {
    return WebClient(address(), port, layout_.rootCertificate(),
                     layout_.fullName(office::Host::Cucm1));
}

std::string OfficeFixture::log() {
    log_ += process_.readAllStandardOutput().toStdString();
    return log_;
}

}  // namespace sidetone::test

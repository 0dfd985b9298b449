// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "OfficeFixture.h"
#include "client/Client.h"
#include "client/Platform.h"
#include "client/people/PeopleControl.h"

namespace sidetone::test {

inline constexpr int directoryPatience = 30'000;

/// Waits for a task's result in the event loop.
template <class T>
core::Result<T> awaited(core::Task<T> task) {
    core::Owner owner;
    std::optional<core::Result<T>> result;
    std::move(task).then(owner, [&result](core::Result<T> value) { result = std::move(value); });
    for (int i = 0; !result && i < directoryPatience / 10; ++i) QTest::qWait(10);
    if (!result) return core::fail(core::ErrorCode::Internal, "It never ended");
    return std::move(*result);
}

/// One program run of the whole client.
struct DirectoryLife {
    std::string folder;  ///< its profile
    std::unique_ptr<client::Platform> platform;
    std::unique_ptr<client::Client> client;

    /// Searches everywhere, as a window does.
    [[nodiscard]] std::vector<messaging::Contact> search(const std::string& text) const {
        auto found = awaited(client->search(text));
        return found ? std::move(*found) : std::vector<messaging::Contact>();
    }
    /// Searches the directory alone.
    [[nodiscard]] client::DirectoryTest test(const std::string& text) const {
        client::DirectoryTest failed;
        failed.error = core::fail(core::ErrorCode::Internal, "Nobody can be looked up");
        if (client->people() == nullptr) return failed;
        auto tested = awaited(client->people()->test(text));
        if (tested) return std::move(*tested);
        failed.error = tested.error();
        return failed;
    }
    [[nodiscard]] client::Service directory() const {
        for (const auto& service : client->services()) {
            if (service.kind == client::ServiceKind::Directory) return service;
        }
        return {};
    }
    [[nodiscard]] QByteArray trouble() const {
        const auto trouble = client->searchTrouble();
        return trouble ? QByteArray::fromStdString(trouble->sentence()) : QByteArray();
    }
};

inline bool hasPerson(const std::vector<messaging::Contact>& people, const std::string& name) {
    return std::any_of(people.begin(), people.end(),
                       [&](const auto& one) { return one.name == name; });
}

/// An office, the files that it gives to clients, and clients of its first person.
class DirectoryClients {
public:
    enum class Where { Inside, Outside };
    OfficeFixture office;

    /// `programs` is the folder of sidetone-office.
    explicit DirectoryClients(std::string programs = SIDETONE_BIN_DIR)
        : office(std::move(programs)) {}

    /// Before the files that the office makes.
    void publish(const std::string& name, const std::string& text) const {
        std::filesystem::create_directories(office.folder() + "/files");
        std::ofstream(office.folder() + "/files/" + name) << text;
    }
    void takeBack() const { std::filesystem::remove_all(office.folder() + "/files"); }
    /// What stands in <Directory> of the configuration file and of the service profile.
    void configure(const std::string& file,
                   const std::string& profile = "<UseUDS>true</UseUDS>") const {
        publish("jabber-config.xml",
                "<config version=\"1.0\"><Directory>" + file + "</Directory></config>");
        publish("SPDefault.cnf.xml",
                "<serviceProfile><Directory>" + profile +
                    "</Directory><IMandPresence><Primary><Address>imp1." + office.domain() +
                    "</Address><ProductType>Unified CM (IM and Presence)</ProductType></Primary>"
                    "</IMandPresence></serviceProfile>");
    }
    [[nodiscard]] std::string host(const std::string& name) const {
        return name + "." + office.domain();
    }
    /// A client with a profile of its own, or in the one of an earlier life; it has signed in, or
    /// failed to. `user` is a demo user's number.
    [[nodiscard]] DirectoryLife signIn(int user = 1, Where where = Where::Inside,
                                       const std::string& profile = {}) {
        client::PlatformOptions options;
        options.profileFolder =
            profile.empty() ? profiles_.filePath(QString::number(++lives_)).toStdString() : profile;
        options.nameServers = {where == Where::Inside
                                   ? office.nameServer()
                                   : office.variable("SIDETONE_NAMESERVER_OUTSIDE")};
        options.caFile = office.caFile();
        options.configurationFolder = profiles_.filePath(QStringLiteral("none")).toStdString();
        options.audioOut = options.profileFolder + ".wav";
        options.keepsSecretsInMemory = true;
        options.opensBrowser = false;
        DirectoryLife life;
        life.folder = options.profileFolder;
        life.platform = std::move(client::Platform::create(options).value());
        life.client = client::createClient(*life.platform);
        static_cast<void>(life.client->signIn(office.user(user), office.password(user)));
        const auto isOver = [&] {
            const auto state = life.client->state();
            if (state == client::ClientState::Ready) return life.client->people() != nullptr;
            return state != client::ClientState::SigningIn;
        };
        for (int i = 0; !isOver() && i < directoryPatience / 10; ++i) QTest::qWait(10);
        return life;
    }

private:
    QTemporaryDir profiles_;
    int lives_ = 0;
};

}  // namespace sidetone::test

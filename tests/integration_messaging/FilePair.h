// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QFileInfo>

#include "PeopleFixture.h"
#include "messaging/FileControl.h"
#include "messaging/files/FileHash.h"

namespace sidetone::test {

/// Anna sends files to Ben. Both have the same parameters and a folder of received files each.
struct FilePair {
    PeopleFixture people;
    config::Settings annaSettings;
    config::Settings benSettings;
    std::unique_ptr<Person> anna;
    std::unique_ptr<Person> ben;
    core::Owner owner;

    [[nodiscard]] PersonSettings who(int number, const std::string& device) {
        auto& settings = number == 1 ? annaSettings : benSettings;
        settings.set(config::Layer::GlobalFile, "MyJabberFilesLocation",
                     people.folder.path().toStdString() + "/received-" + device);
        PersonSettings who{
            people.address(number), people.office.password(number), device,
            people.server(),        people.office.caFile(),         people.storeFile(device)};
        who.settings = &settings;
        who.nameServer = people.office.nameServer();
        who.hasLinks = true;
        return who;
    }
    void set(const char* key, const std::string& value) {
        annaSettings.set(config::Layer::GlobalFile, key, value);
        benSettings.set(config::Layer::GlobalFile, key, value);
    }
    [[nodiscard]] bool signIn(PersonSettings annas, PersonSettings bens) {
        anna = std::make_unique<Person>(std::move(annas));
        ben = std::make_unique<Person>(std::move(bens));
        if (!anna->start() || !ben->start()) return false;
        return QTest::qWaitFor([this] { return anna->isReady() && ben->isReady() && see(); },
                               60'000);
    }
    /// Each sees the other's presence.
    [[nodiscard]] bool see() const {
        const auto isThere = [](Person& one, Person& other) {
            const auto contact = one.messaging().contact(other.address());
            return contact && contact->presence.availability == messaging::Availability::Available;
        };
        return isThere(*anna, *ben) && isThere(*ben, *anna);
    }

    /// A file whose pieces of a MiB differ.
    [[nodiscard]] QString make(const QString& name, qint64 size) const {
        const auto path = people.folder.filePath(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly)) return {};
        QByteArray piece(1 << 20, '\0');
        for (qint64 done = 0; done < size; done += piece.size()) {
            piece[0] = char(done >> 20);
            piece[1] = char(done >> 28);
            file.write(piece.constData(), std::min<qint64>(piece.size(), size - done));
        }
        return path;
    }
    [[nodiscard]] static QByteArray hashOf(const QString& path) {
        QFile file(path);
        messaging::FileHash hash(messaging::HashKind::Sha256);
        if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered)) return {};
        for (auto piece = file.read(1 << 20); !piece.isEmpty(); piece = file.read(1 << 20)) {
            hash.add({piece.constData(), std::size_t(piece.size())});
        }
        return QByteArray::fromStdString(hash.finish());
    }
    [[nodiscard]] static std::optional<messaging::Message> newest(Person& person,
                                                                  const core::Address& peer) {
        auto all = person.history(peer);
        if (all.empty() || !all.back().attachment) return {};
        return all.back();
    }
    [[nodiscard]] std::optional<messaging::Message> annas() {
        return newest(*anna, ben->address());
    }
    [[nodiscard]] std::optional<messaging::Message> bens() { return newest(*ben, anna->address()); }
    [[nodiscard]] static bool isAt(const std::optional<messaging::Message>& message,
                                   messaging::TransferState state) {
        return message && message->attachment->state == state;
    }
    /// Why Anna's client does not even begin; empty: it does.
    [[nodiscard]] std::string send(const QString& path) {
        std::optional<core::Result<messaging::Message>> sent;
        anna->messaging()
            .files()
            ->send(ben->address(), path.toStdString())
            .then(owner, [&](core::Result<messaging::Message> message) {
                sent.emplace(std::move(message));
            });
        if (!QTest::qWaitFor([&] { return sent.has_value(); }, 20'000)) return "no answer";
        return *sent ? std::string() : sent->error().sentence();
    }
    /// Ben's own copy; empty where he has none.
    [[nodiscard]] QString kept() {
        const auto message = bens();
        return message ? QString::fromStdString(message->attachment->path) : QString();
    }
};

}  // namespace sidetone::test

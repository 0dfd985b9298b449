// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/DirectoryController.h"

#include "client/people/PeopleControl.h"
#include "models/words.h"

namespace sidetone::desktop {
namespace {

QString lineOf(const directory::Person& person) {
    QStringList parts{toQt(person.name)};
    if (!person.address.isEmpty()) parts << toQt(person.address.text());
    for (const auto& number : person.numbers) parts << toQt(number);
    return parts.join(QStringLiteral(", "));
}

}  // namespace

DirectoryController::DirectoryController(client::Client& client, QObject* parent)
    : QObject(parent), client_(client), books_(client) {
    connect(&client_, &client::Client::servicesChanged, this, &DirectoryController::serviceChanged);
}

QString DirectoryController::summary() const {
    for (const auto& service : client_.services()) {
        if (service.kind == client::ServiceKind::Directory) return toQt(service.detail);
    }
    return tr("No directory is known before the sign-in");
}

void DirectoryController::test(const QString& text) {
    auto* people = client_.people();
    if (running_) return;
    done_ = false;
    people_.clear();
    if (people == nullptr) {
        trouble_ = tr("There is no directory to ask: the sign-in found none or is not over.");
        result_.clear();
        done_ = true;
        return Q_EMIT changed();
    }
    running_ = true;
    Q_EMIT changed();
    const auto typed = text.trimmed().toStdString();
    people->test(typed.empty() ? client_.self().user() : typed)
        .then(owner_, [this](const core::Result<client::DirectoryTest>& test) {
            running_ = false;
            done_ = true;
            if (test) {
                take(*test);
            } else {
                trouble_ = toQt(test.error().sentence());
            }
            Q_EMIT changed();
        });
}

void DirectoryController::take(const client::DirectoryTest& test) {
    kind_ = toQt(test.kind);
    server_ = toQt(test.server);
    asked_ = toQt(test.asked);
    took_ = stepTime(test.took);
    trouble_ = test.error ? toQt(test.error->sentence()) : QString();
    const auto many = static_cast<int>(test.people.size());
    result_ = test.error  ? QString()
              : many == 0 ? tr("The directory answered, and knows nobody of this name")
              : many == 1 ? tr("1 person found")
                          : tr("%1 people found").arg(many);
    for (const auto& person : test.people) people_ << lineOf(person);
}

}  // namespace sidetone::desktop

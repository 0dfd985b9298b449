// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/keys/KeychainKeyStore.h"

#include <qt6keychain/keychain.h>

#include <map>
#include <utility>

#include "core/text.h"

namespace sidetone::store {

namespace {

constexpr const char* untilTheEnd =
    "; passwords are kept until the program ends and are asked for again then.";

std::string reasonOf(QKeychain::Error error, const std::string& said) {
    const std::string words = said.empty() ? "" : " (" + core::printable(said, 200) + ")";
    switch (error) {
        case QKeychain::AccessDeniedByUser:
            return "The key store was not unlocked";
        case QKeychain::AccessDenied:
            return "The key store refuses this program" + words;
        case QKeychain::NoBackendAvailable:
        case QKeychain::NotImplemented:
            return "There is no key store on this computer" + words;
        default:
            return "The key store cannot be used" + words;
    }
}

}  // namespace

/// What outlives a call: exchanges that are under way, what memory holds in the desktop's place.
struct KeychainKeyStore::Held {
    std::map<SecretName, core::Secret> memory;
    KeyStoreState state{true, {}};
    int late = 0;  ///< exchanges that were given up and have not ended yet

    void works() { state = {true, {}}; }
    void worksNot(const std::string& why) { state = {false, why + untilTheEnd}; }
    [[nodiscard]] core::Result<core::Secret> remembered(const SecretName& name) const {
        const auto found = memory.find(name);
        if (found != memory.end()) return found->second;
        return core::fail(core::ErrorCode::NotFound, "Reading the " + name.text(),
                          state.lasts ? "nothing is kept" : state.why);
    }
};

/// One job of QtKeychain's: it runs until the desktop has answered, which may be after we have
/// given it up. Jobs run one after the other, so that a late write cannot overtake a removal.
class KeychainKeyStore::Exchange : public std::enable_shared_from_this<Exchange> {
public:
    using Ended = std::function<void(QKeychain::Job&)>;

    static void run(core::Clock& clock, const std::shared_ptr<Held>& held, QKeychain::Job* job,
                    core::Milliseconds limit, Ended ended, std::function<void()> gaveUp) {
        auto exchange = std::make_shared<Exchange>();
        job->setInsecureFallback(false);
        exchange->limit_ = clock.after(limit, [raw = exchange.get(), weak = std::weak_ptr(held),
                                               seconds = limit.count() / 1000, gaveUp] {
            const auto alive = weak.lock();
            if (!alive || std::exchange(raw->isLate_, true)) return;
            ++alive->late;
            alive->worksNot("The key store did not answer within " + std::to_string(seconds) +
                            " s, perhaps because it waits to be unlocked");
            gaveUp();
        });
        QObject::connect(job, &QKeychain::Job::finished, job,
                         [exchange, weak = std::weak_ptr(held), ended](QKeychain::Job* finished) {
                             exchange->limit_.stop();
                             const auto alive = weak.lock();
                             if (!alive) return;
                             if (exchange->isLate_) --alive->late;
                             ended(*finished);
                         });
        job->start();
    }

private:
    core::Timer limit_;
    bool isLate_ = false;
};

KeychainKeyStore::KeychainKeyStore(core::Clock& clock, std::string folder)
    : KeychainKeyStore(clock, std::move(folder), Limits()) {}

KeychainKeyStore::KeychainKeyStore(core::Clock& clock, std::string folder, Limits limits)
    : held_(std::make_shared<Held>()), clock_(clock), folder_(std::move(folder)), limits_(limits) {}

KeychainKeyStore::~KeychainKeyStore() = default;

KeyStoreState KeychainKeyStore::state() const {
    return held_->state;
}

core::Task<core::Secret> KeychainKeyStore::read(SecretName name) {
    if (held_->memory.count(name) > 0 || held_->late > 0) {
        return core::Task<core::Secret>::ready(held_->remembered(name));
    }
    core::Promise<core::Secret> promise;
    auto* job = new QKeychain::ReadPasswordJob(QString::fromStdString(folder_));
    job->setKey(QString::fromStdString(name.text()));
    const auto ended = [promise, name, held = held_.get()](QKeychain::Job& done) {
        if (done.error() == QKeychain::NoError) {
            held->works();
            auto bytes = static_cast<QKeychain::ReadPasswordJob&>(done).binaryData();
            promise.settle(core::Secret(bytes.toStdString()));
            bytes.fill('\0');
            return;
        }
        if (done.error() == QKeychain::EntryNotFound) {
            held->works();
        } else {
            held->worksNot(reasonOf(done.error(), done.errorString().toStdString()));
        }
        promise.settle(held->remembered(name));
    };
    Exchange::run(clock_, held_, job, limits_.read, ended,
                  [promise, name, held = held_.get()] { promise.settle(held->remembered(name)); });
    return promise.task();
}

core::Task<void> KeychainKeyStore::write(SecretName name, core::Secret secret) {
    core::Promise<void> promise;
    auto* job = new QKeychain::WritePasswordJob(QString::fromStdString(folder_));
    job->setKey(QString::fromStdString(name.text()));
    job->setBinaryData(QByteArray::fromStdString(secret.reveal()));
    held_->memory.insert_or_assign(name, secret);
    const auto ended = [promise, name, secret, held = held_.get()](QKeychain::Job& done) {
        if (done.error() == QKeychain::NoError) {
            held->works();
            // Memory may have a newer value by now, which has not been written yet.
            const auto kept = held->memory.find(name);
            const bool isSame =
                kept != held->memory.end() && kept->second.reveal() == secret.reveal();
            if (isSame) held->memory.erase(kept);
        } else {
            held->worksNot(reasonOf(done.error(), done.errorString().toStdString()));
        }
        promise.settle({});
    };
    Exchange::run(clock_, held_, job, limits_.write, ended, [promise] { promise.settle({}); });
    return promise.task();
}

core::Task<void> KeychainKeyStore::remove(SecretName name) {
    held_->memory.erase(name);
    core::Promise<void> promise;
    auto* job = new QKeychain::DeletePasswordJob(QString::fromStdString(folder_));
    job->setKey(QString::fromStdString(name.text()));
    const auto ended = [promise](QKeychain::Job& /*done*/) { promise.settle({}); };
    Exchange::run(clock_, held_, job, limits_.write, ended, [promise] { promise.settle({}); });
    return promise.task();
}

}  // namespace sidetone::store

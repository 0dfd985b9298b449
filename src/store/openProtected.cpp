// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/openProtected.h"

#include <openssl/crypto.h>

#include <array>

#include "store/openDatabase.h"

namespace sidetone::store {
namespace {

constexpr std::size_t keySize = 32;
/// A key store that has to be made or unlocked first asks the person, for minutes perhaps: chats
/// do not wait for that. The next start finds the key and encrypts what is there.
constexpr core::Milliseconds patienceWithWriting{2'000};

core::Secret newKey(core::Random& random) {
    std::array<std::uint8_t, keySize> bytes{};
    random.fill(bytes);
    core::Secret key(std::string(bytes.begin(), bytes.end()));
    OPENSSL_cleanse(bytes.data(), bytes.size());
    return key;
}

/// One opening, from the key store's answer to the open file.
class Opening : public std::enable_shared_from_this<Opening> {
public:
    Opening(std::filesystem::path file, const std::string& account, KeyStore& keys,
            core::Random& random, Ports ports)
        : file_(std::move(file)),
          name_{account, secretService::keyOfHistory},
          keys_(keys),
          random_(random),
          ports_(std::move(ports)) {}

    core::Task<ProtectedStore> start() {
        auto task = promise_.task();
        promise_.onCancel([weak = weak_from_this()] {
            if (const auto self = weak.lock()) self->owner_.cancelAll();
        });
        keys_.read(name_).then(
            owner_, [self = shared_from_this()](auto found) { self->keyRead(std::move(found)); });
        return task;
    }

private:
    void keyRead(core::Result<core::Secret> found) {
        if (found && found->reveal().size() == keySize) return open(std::move(*found));
        auto kind = kindOfFile(file_);
        if (!kind) return promise_.settle(kind.error());
        if (*kind == FileKind::Encrypted) return promise_.settle(noKey());
        const auto state = keys_.state();
        if (!state.lasts) return open(std::nullopt);
        fresh_ = newKey(random_);
        patience_ = ports_.clock.after(patienceWithWriting, [weak = weak_from_this()] {
            const auto self = weak.lock();
            if (!self) return;
            self->owner_.cancelAll();
            self->open(std::nullopt);
        });
        keys_.write(name_, fresh_).then(owner_, [self = shared_from_this()](const auto& written) {
            self->keyWritten(written.has_value());
        });
    }

    /// What was written is read again: a history whose key is lost is lost.
    void keyWritten(bool isWritten) {
        if (!isWritten || !keys_.state().lasts) return open(std::nullopt);
        keys_.read(name_).then(owner_, [self = shared_from_this()](const auto& kept) {
            const bool isKept = kept && kept->reveal() == self->fresh_.reveal();
            self->open(isKept && self->keys_.state().lasts ? std::optional(self->fresh_)
                                                           : std::nullopt);
        });
    }

    void open(std::optional<core::Secret> key) {
        patience_.stop();
        isEncrypted_ = key.has_value();
        ports_.key = std::move(key);
        Store::open(file_, ports_).then(owner_, [self = shared_from_this()](auto opened) {
            self->opened(std::move(opened));
        });
    }

    void opened(core::Result<std::unique_ptr<Store>> opened) {
        if (!opened) return promise_.settle(opened.error());
        ProtectedStore answer;
        answer.store = std::move(*opened);
        answer.isEncrypted = isEncrypted_;
        if (!isEncrypted_) {
            answer.whyNot =
                "Chats on this computer are kept for you alone, but not encrypted: no key store "
                "could keep their key.";
        }
        promise_.settle(std::move(answer));
    }

    [[nodiscard]] core::Error noKey() const {
        const auto state = keys_.state();
        return {core::ErrorCode::NotFound, "Opening the encrypted history " + file_.string(),
                state.lasts ? "its key is not in the key store" : state.why,
                state.lasts ? "Bring back the key store that belongs to it, or set the history "
                              "aside to begin a new one; it is not deleted."
                            : "Unlock the key store and sign in again, or set the history aside "
                              "to begin a new one; it is not deleted."};
    }

    std::filesystem::path file_;
    SecretName name_;
    KeyStore& keys_;
    core::Random& random_;
    Ports ports_;
    core::Secret fresh_;
    core::Timer patience_;
    bool isEncrypted_ = false;
    core::Promise<ProtectedStore> promise_;
    core::Owner owner_;
};

}  // namespace

core::Task<ProtectedStore> openProtected(std::filesystem::path file, const std::string& account,
                                         KeyStore& keys, core::Random& random, Ports ports) {
    return std::make_shared<Opening>(std::move(file), account, keys, random, std::move(ports))
        ->start();
}

}  // namespace sidetone::store

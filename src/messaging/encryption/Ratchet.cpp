// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/encryption/Ratchet.h"

#include <omemo/curve.h>
#include <omemo/key_helper.h>
#include <omemo/protocol.h>
#include <omemo/session_builder.h>
#include <omemo/session_cipher.h>
#include <omemo/session_pre_key.h>

#include <limits>

#include "messaging/encryption/SignalHandle.h"
#include "messaging/encryption/signalProvider.h"
#include "messaging/encryption/signalStores.h"

namespace sidetone::messaging {
namespace {

using store::KeyKind;

core::Error failure(const char* tried, int code) {
    auto kind = core::ErrorCode::BadAnswer;
    if (code == SG_ERR_DUPLICATE_MESSAGE) kind = core::ErrorCode::Busy;
    if (code == SG_ERR_NO_SESSION || code == SG_ERR_INVALID_KEY_ID)
        kind = core::ErrorCode::NotFound;
    if (code == SG_ERR_INVALID_MAC || code == SG_ERR_INVALID_KEY) kind = core::ErrorCode::Forbidden;
    return core::fail(kind, tried,
                      "the library of the encryption answered " + std::to_string(code));
}

std::uint32_t versionOf(Scheme scheme) {
    return scheme == Scheme::Omemo ? CIPHERTEXT_OMEMO_VERSION : CIPHERTEXT_CURRENT_VERSION;
}

struct CipherEnd {
    void operator()(session_cipher* cipher) const { session_cipher_free(cipher); }
    void operator()(session_builder* builder) const { session_builder_free(builder); }
};

/// The library keeps a pointer to the address, and to the text in it.
struct LibraryAddress {
    explicit LibraryAddress(const DeviceAddress& peer)
        : name(peer.owner.text()), value{name.data(), name.size(), int(peer.device)} {}
    LibraryAddress(const LibraryAddress&) = delete;
    LibraryAddress& operator=(const LibraryAddress&) = delete;
    std::string name;
    signal_protocol_address value;
};

std::string publicBytes(const ec_public_key* key, Scheme scheme) {
    SignalBuffer buffer;
    const int result = scheme == Scheme::Omemo ? ec_public_key_serialize_omemo(buffer.out(), key)
                                               : ec_public_key_serialize(buffer.out(), key);
    return result < 0 ? std::string() : buffer.bytes();
}

}  // namespace

class Ratchet::Library {
public:
    Library(core::Random& random, KeyRing& keyRing)
        : keys(keyRing),
          provider(signalProvider(random)),
          generator(random),
          stores{{&keyRing, Scheme::Legacy}, {&keyRing, Scheme::Omemo}} {
        int result = signal_context_create(&context, nullptr);
        if (result >= 0) result = signal_context_set_crypto_provider(context, &provider);
        for (std::size_t i = 0; i < 2 && result >= 0; ++i) {
            result = signal_protocol_store_context_create(&storeContexts[i], context);
            if (result >= 0) result = installStores(storeContexts[i], stores[i]);
        }
        // Only memory that is at its end makes these fail.
        if (result < 0) std::abort();
    }
    ~Library() {
        for (auto* store : storeContexts) signal_protocol_store_context_destroy(store);
        signal_context_destroy(context);
    }
    Library(const Library&) = delete;
    Library& operator=(const Library&) = delete;

    signal_protocol_store_context* storeOf(Scheme scheme) {
        return storeContexts[scheme == Scheme::Omemo ? 1 : 0];
    }
    int identity(SignalHandle<ratchet_identity_key_pair>& pair) {
        return signal_protocol_identity_get_key_pair(storeContexts[0], pair.out());
    }
    int decode(Scheme scheme, const std::string& key, SignalHandle<ec_public_key>& out) {
        return scheme == Scheme::Omemo
                   ? curve_decode_point_mont(out.out(), signalBytes(key), key.size(), context)
                   : curve_decode_point(out.out(), signalBytes(key), key.size(), context);
    }
    int signedPreKey(Scheme scheme, std::uint32_t id, SignalHandle<session_signed_pre_key>& out) {
        const auto record = keys.key(KeyKind::SignedPreKey, scheme, id);
        return session_signed_pre_key_deserialize(out.out(), signalBytes(record), record.size(),
                                                  context);
    }
    core::Result<std::unique_ptr<session_cipher, CipherEnd>> cipher(Scheme scheme,
                                                                    const LibraryAddress& address) {
        session_cipher* made = nullptr;
        const int result = session_cipher_create(&made, storeOf(scheme), &address.value, context);
        if (result < 0) return failure("Preparing a session", result);
        session_cipher_set_version(made, versionOf(scheme));
        return std::unique_ptr<session_cipher, CipherEnd>(made);
    }
    int decryptExchange(session_cipher* cipher, const DeviceAddress& peer, const std::string& data,
                        Decrypted& out);
    int decryptMessage(session_cipher* cipher, Scheme scheme, const std::string& data,
                       Decrypted& out);

    KeyRing& keys;
    signal_crypto_provider provider;
    core::Random& generator;
    SignalStores stores[2];
    signal_context* context = nullptr;
    signal_protocol_store_context* storeContexts[2] = {nullptr, nullptr};
};

int Ratchet::Library::decryptExchange(session_cipher* cipher, const DeviceAddress& peer,
                                      const std::string& data, Decrypted& out) {
    SignalHandle<pre_key_signal_message> message;
    int result = peer.scheme == Scheme::Omemo
                     ? pre_key_signal_message_deserialize_omemo(message.out(), signalBytes(data),
                                                                data.size(), peer.device, context)
                     : pre_key_signal_message_deserialize(message.out(), signalBytes(data),
                                                          data.size(), context);
    if (result < 0) return result;
    const bool names = pre_key_signal_message_has_pre_key_id(message.get()) != 0;
    const auto preKey = names ? pre_key_signal_message_get_pre_key_id(message.get()) : 0;
    const bool wasThere = names && !keys.key(KeyKind::PreKey, peer.scheme, preKey).empty();
    SignalBuffer plain;
    result =
        session_cipher_decrypt_pre_key_signal_message(cipher, message.get(), nullptr, plain.out());
    if (result < 0) return result;
    out.plain = plain.bytes();
    out.counter =
        signal_message_get_counter(pre_key_signal_message_get_signal_message(message.get()));
    out.usedPreKey = wasThere && keys.key(KeyKind::PreKey, peer.scheme, preKey).empty();
    return result;
}

int Ratchet::Library::decryptMessage(session_cipher* cipher, Scheme scheme, const std::string& data,
                                     Decrypted& out) {
    SignalHandle<signal_message> message;
    int result =
        scheme == Scheme::Omemo
            ? signal_message_deserialize_omemo(message.out(), signalBytes(data), data.size(),
                                               context)
            : signal_message_deserialize(message.out(), signalBytes(data), data.size(), context);
    if (result < 0) return result;
    SignalBuffer plain;
    result = session_cipher_decrypt_signal_message(cipher, message.get(), nullptr, plain.out());
    if (result < 0) return result;
    out.plain = plain.bytes();
    out.counter = signal_message_get_counter(message.get());
    return result;
}

Ratchet::Ratchet(core::Random& random, KeyRing& keys)
    : library_(std::make_unique<Library>(random, keys)) {}
Ratchet::~Ratchet() = default;

core::Status Ratchet::makeIdentity() {
    SignalHandle<ratchet_identity_key_pair> pair;
    const int result =
        signal_protocol_key_helper_generate_identity_key_pair(pair.out(), library_->context);
    if (result < 0) return failure("Making the identity of this device", result);
    SignalBuffer secret;
    const int written =
        ec_private_key_serialize(secret.out(), ratchet_identity_key_pair_get_private(pair.get()));
    if (written < 0) return failure("Making the identity of this device", written);
    const auto device =
        std::uint32_t(1 + library_->generator.below(std::numeric_limits<std::int32_t>::max()));
    library_->keys.setOwn(
        device, publicBytes(ratchet_identity_key_pair_get_public(pair.get()), Scheme::Legacy),
        secret.bytes());
    return {};
}

core::Status Ratchet::makePreKeys(Scheme scheme, std::uint32_t first, int count) {
    signal_protocol_key_helper_pre_key_list_node* list = nullptr;
    const int result = signal_protocol_key_helper_generate_pre_keys(&list, first, unsigned(count),
                                                                    library_->context);
    if (result < 0) return failure("Making keys for new sessions", result);
    for (auto* at = list; at != nullptr; at = signal_protocol_key_helper_key_list_next(at)) {
        auto* key = signal_protocol_key_helper_key_list_element(at);
        SignalBuffer record;
        if (session_pre_key_serialize(record.out(), key) < 0) continue;
        library_->keys.setKey(KeyKind::PreKey, scheme, session_pre_key_get_id(key), record.bytes());
    }
    signal_protocol_key_helper_key_list_free(list);
    return {};
}

core::Status Ratchet::makeSignedPreKey(Scheme scheme, std::uint32_t id, core::WallTime now) {
    SignalHandle<ratchet_identity_key_pair> pair;
    int result = library_->identity(pair);
    SignalHandle<session_signed_pre_key> key;
    if (result >= 0) {
        const auto time =
            std::chrono::duration_cast<core::Milliseconds>(now.time_since_epoch()).count();
        result = signal_protocol_key_helper_generate_signed_pre_key(
            key.out(), pair.get(), id, std::uint64_t(time), library_->context);
    }
    SignalBuffer record;
    if (result >= 0) result = session_signed_pre_key_serialize(record.out(), key.get());
    if (result < 0) return failure("Making a signed key", result);
    library_->keys.setKey(KeyKind::SignedPreKey, scheme, id, record.bytes());
    return {};
}

core::Result<core::WallTime> Ratchet::signedPreKeyTime(Scheme scheme, std::uint32_t id) const {
    SignalHandle<session_signed_pre_key> key;
    const int result = library_->signedPreKey(scheme, id, key);
    if (result < 0) return failure("Reading a signed key", result);
    return core::WallTime(core::Milliseconds(session_signed_pre_key_get_timestamp(key.get())));
}

core::Result<xmpp::OmemoBundle> Ratchet::ownBundle(Scheme scheme) const {
    const auto signedIds = library_->keys.ids(KeyKind::SignedPreKey, scheme);
    SignalHandle<ratchet_identity_key_pair> pair;
    SignalHandle<session_signed_pre_key> key;
    int result = signedIds.empty() ? SG_ERR_INVALID_KEY_ID : library_->identity(pair);
    if (result >= 0) result = library_->signedPreKey(scheme, signedIds.back(), key);
    if (result < 0) return failure("Gathering the keys of this device", result);
    const bool isNew = scheme == Scheme::Omemo;
    const auto* signature = isNew ? session_signed_pre_key_get_signature_omemo(key.get())
                                  : session_signed_pre_key_get_signature(key.get());
    const auto size = isNew ? session_signed_pre_key_get_signature_omemo_len(key.get())
                            : session_signed_pre_key_get_signature_len(key.get());
    const auto* identity = ratchet_identity_key_pair_get_public(pair.get());
    xmpp::OmemoBundle bundle;
    bundle.signedPreKeyId = signedIds.back();
    bundle.signedPreKey =
        publicBytes(ec_key_pair_get_public(session_signed_pre_key_get_key_pair(key.get())), scheme);
    bundle.signature.assign(reinterpret_cast<const char*>(signature), size);
    bundle.identityKey = isNew ? SignalBuffer(ec_public_key_get_ed(identity)).bytes()
                               : publicBytes(identity, scheme);
    for (const auto id : library_->keys.ids(KeyKind::PreKey, scheme)) {
        const auto record = library_->keys.key(KeyKind::PreKey, scheme, id);
        SignalHandle<session_pre_key> preKey;
        if (session_pre_key_deserialize(preKey.out(), signalBytes(record), record.size(),
                                        library_->context) < 0) {
            continue;
        }
        bundle.preKeys.emplace_back(
            id, publicBytes(ec_key_pair_get_public(session_pre_key_get_key_pair(preKey.get())),
                            scheme));
    }
    return bundle;
}

core::Result<std::string> Ratchet::sign(const std::string& text) const {
    SignalHandle<ratchet_identity_key_pair> pair;
    int result = library_->identity(pair);
    SignalBuffer signature;
    if (result >= 0) {
        result = curve_calculate_signature(library_->context, signature.out(),
                                           ratchet_identity_key_pair_get_private(pair.get()),
                                           signalBytes(text), text.size());
    }
    if (result < 0) return failure("Signing", result);
    return signature.bytes();
}

bool Ratchet::isSignedBy(const std::string& identity, const std::string& text,
                         const std::string& signature) const {
    SignalHandle<ec_public_key> key;
    if (library_->decode(Scheme::Omemo, identity, key) < 0) return false;
    return curve_verify_signature(key.get(), signalBytes(text), text.size(), signalBytes(signature),
                                  signature.size()) == 1;
}

std::string Ratchet::identityOf(Scheme scheme, const std::string& onWire) const {
    SignalHandle<ec_public_key> key;
    const int result =
        scheme == Scheme::Omemo
            ? curve_decode_point_ed(key.out(), signalBytes(onWire), onWire.size(),
                                    library_->context)
            : curve_decode_point(key.out(), signalBytes(onWire), onWire.size(), library_->context);
    return result < 0 ? std::string() : publicBytes(key.get(), Scheme::Omemo);
}

bool Ratchet::hasSession(const DeviceAddress& peer) const {
    return !library_->keys.session(peer).empty();
}

core::Status Ratchet::begin(const DeviceAddress& peer, const xmpp::OmemoBundle& bundle,
                            std::size_t preKey) {
    constexpr auto tried = "Beginning a session with a device";
    if (preKey >= bundle.preKeys.size()) return failure(tried, SG_ERR_INVALID_KEY_ID);
    const auto& [preKeyId, preKeyBytes] = bundle.preKeys[preKey];
    SignalHandle<ec_public_key> oneTime;
    SignalHandle<ec_public_key> signedKey;
    SignalHandle<ec_public_key> identity;
    int result = library_->decode(peer.scheme, preKeyBytes, oneTime);
    if (result >= 0) result = library_->decode(peer.scheme, bundle.signedPreKey, signedKey);
    if (result >= 0) {
        result = curve_decode_point(identity.out(), signalBytes(bundle.identityKey),
                                    bundle.identityKey.size(), library_->context);
    }
    SignalHandle<session_pre_key_bundle> made;
    if (result >= 0) {
        result = session_pre_key_bundle_create(made.out(), peer.device, int(peer.device), preKeyId,
                                               oneTime.get(), bundle.signedPreKeyId,
                                               signedKey.get(), signalBytes(bundle.signature),
                                               bundle.signature.size(), identity.get());
    }
    if (result < 0) return failure(tried, result);
    const LibraryAddress address(peer);
    session_builder* builder = nullptr;
    result = session_builder_create(&builder, library_->storeOf(peer.scheme), &address.value,
                                    library_->context);
    if (result < 0) return failure(tried, result);
    const std::unique_ptr<session_builder, CipherEnd> owner(builder);
    session_builder_set_version(builder, versionOf(peer.scheme));
    result = session_builder_process_pre_key_bundle(builder, made.get());
    if (result < 0) return failure(tried, result);
    return {};
}

core::Result<Ratchet::Encrypted> Ratchet::encrypt(const DeviceAddress& peer,
                                                  const std::string& plain) {
    const LibraryAddress address(peer);
    auto cipher = library_->cipher(peer.scheme, address);
    if (!cipher) return cipher.error();
    SignalHandle<ciphertext_message> message;
    const int result =
        session_cipher_encrypt(cipher->get(), signalBytes(plain), plain.size(), message.out());
    if (result < 0) return failure("Encrypting for a device", result);
    const auto* bytes = ciphertext_message_get_serialized(message.get());
    return Encrypted{
        {reinterpret_cast<const char*>(signal_buffer_const_data(bytes)), signal_buffer_len(bytes)},
        ciphertext_message_get_type(message.get()) == CIPHERTEXT_PREKEY_TYPE};
}

core::Result<Ratchet::Decrypted> Ratchet::decrypt(const DeviceAddress& peer,
                                                  const std::string& data, bool isExchange) {
    const LibraryAddress address(peer);
    auto cipher = library_->cipher(peer.scheme, address);
    if (!cipher) return cipher.error();
    Decrypted decrypted;
    const int result = isExchange
                           ? library_->decryptExchange(cipher->get(), peer, data, decrypted)
                           : library_->decryptMessage(cipher->get(), peer.scheme, data, decrypted);
    if (result < 0) return failure("Decrypting a message", result);
    return decrypted;
}

}  // namespace sidetone::messaging

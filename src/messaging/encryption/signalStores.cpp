// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/encryption/signalStores.h"

#include <string>

namespace sidetone::messaging {
namespace {

using store::KeyKind;

SignalStores& storesOf(void* data) {
    return *static_cast<SignalStores*>(data);
}

DeviceAddress addressOf(const signal_protocol_address* address, void* data) {
    const auto owner = core::Address::parse(std::string_view(address->name, address->name_len));
    return {storesOf(data).scheme, owner.value_or(core::Address()),
            std::uint32_t(address->device_id)};
}

std::string text(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

signal_buffer* buffer(const std::string& bytes) {
    return signal_buffer_create(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

int loadSession(signal_buffer** record, signal_buffer**, const signal_protocol_address* address,
                void* data) {
    const auto found = storesOf(data).keys->session(addressOf(address, data));
    if (found.empty()) return 0;
    *record = buffer(found);
    return 1;
}
int listSessions(signal_int_list** list, const char*, std::size_t, void*) {
    *list = signal_int_list_alloc();
    return 0;
}
int storeSession(const signal_protocol_address* address, std::uint8_t* record, std::size_t size,
                 std::uint8_t*, std::size_t, void* data) {
    storesOf(data).keys->setSession(addressOf(address, data), text(record, size));
    return SG_SUCCESS;
}
int containsSession(const signal_protocol_address* address, void* data) {
    return storesOf(data).keys->session(addressOf(address, data)).empty() ? 0 : 1;
}
int deleteSession(const signal_protocol_address* address, void* data) {
    storesOf(data).keys->setSession(addressOf(address, data), {});
    return 1;
}
int deleteSessions(const char*, std::size_t, void*) {
    return 0;
}

template <KeyKind kind>
int loadKey(signal_buffer** record, std::uint32_t id, void* data) {
    const auto found = storesOf(data).keys->key(kind, storesOf(data).scheme, id);
    if (found.empty()) return SG_ERR_INVALID_KEY_ID;
    *record = buffer(found);
    return SG_SUCCESS;
}
template <KeyKind kind>
int storeKey(std::uint32_t id, std::uint8_t* record, std::size_t size, void* data) {
    storesOf(data).keys->setKey(kind, storesOf(data).scheme, id, text(record, size));
    return SG_SUCCESS;
}
template <KeyKind kind>
int containsKey(std::uint32_t id, void* data) {
    return storesOf(data).keys->key(kind, storesOf(data).scheme, id).empty() ? 0 : 1;
}
template <KeyKind kind>
int removeKey(std::uint32_t id, void* data) {
    storesOf(data).keys->setKey(kind, storesOf(data).scheme, id, {});
    return SG_SUCCESS;
}

/// Two people who fetch our bundle at the same time may take the same prekey: the first one to be
/// heard must not shut the other one out (OwnDevice forgets it a day later).
int loadPreKey(signal_buffer** record, std::uint32_t id, void* data) {
    if (loadKey<KeyKind::PreKey>(record, id, data) == SG_SUCCESS) return SG_SUCCESS;
    return loadKey<KeyKind::UsedPreKey>(record, id, data);
}
int containsPreKey(std::uint32_t id, void* data) {
    return containsKey<KeyKind::PreKey>(id, data) | containsKey<KeyKind::UsedPreKey>(id, data);
}
int usePreKey(std::uint32_t id, void* data) {
    auto& stores = storesOf(data);
    const auto key = stores.keys->key(KeyKind::PreKey, stores.scheme, id);
    if (key.empty()) return SG_SUCCESS;
    stores.keys->setKey(KeyKind::UsedPreKey, stores.scheme, id, key);
    return removeKey<KeyKind::PreKey>(id, data);
}

int ownIdentity(signal_buffer** publicKey, signal_buffer** privateKey, void* data) {
    *publicKey = buffer(storesOf(data).keys->ownPublic());
    *privateKey = buffer(storesOf(data).keys->ownPrivate());
    return SG_SUCCESS;
}
int ownRegistration(void* data, std::uint32_t* id) {
    *id = storesOf(data).keys->device();
    return SG_SUCCESS;
}
int saveIdentity(const signal_protocol_address* address, std::uint8_t* key, std::size_t size,
                 void* data) {
    // The library writes 33 bytes, of which the first names the curve.
    if (key == nullptr || size != 33) return SG_ERR_INVALID_KEY;
    storesOf(data).keys->setIdentity(addressOf(address, data), text(key + 1, size - 1));
    return SG_SUCCESS;
}
/// Whom our person trusts is decided before anything is encrypted; what comes in is shown with
/// the fingerprint that it came from, whoever sent it.
int isTrusted(const signal_protocol_address*, std::uint8_t*, std::size_t, void*) {
    return 1;
}

signal_protocol_session_store sessionStore(SignalStores& stores) {
    signal_protocol_session_store store{};
    store.load_session_func = loadSession;
    store.get_sub_device_sessions_func = listSessions;
    store.store_session_func = storeSession;
    store.contains_session_func = containsSession;
    store.delete_session_func = deleteSession;
    store.delete_all_sessions_func = deleteSessions;
    store.user_data = &stores;
    return store;
}

}  // namespace

int installStores(signal_protocol_store_context* context, SignalStores& stores) {
    const auto sessions = sessionStore(stores);
    const signal_protocol_pre_key_store preKeys{
        loadPreKey, storeKey<KeyKind::PreKey>, containsPreKey, usePreKey, nullptr, &stores};
    const signal_protocol_signed_pre_key_store signedKeys{loadKey<KeyKind::SignedPreKey>,
                                                          storeKey<KeyKind::SignedPreKey>,
                                                          containsKey<KeyKind::SignedPreKey>,
                                                          removeKey<KeyKind::SignedPreKey>,
                                                          nullptr,
                                                          &stores};
    const signal_protocol_identity_key_store identities{ownIdentity, ownRegistration, saveIdentity,
                                                        isTrusted,   nullptr,         &stores};
    int result = signal_protocol_store_context_set_session_store(context, &sessions);
    if (result < 0) return result;
    result = signal_protocol_store_context_set_pre_key_store(context, &preKeys);
    if (result < 0) return result;
    result = signal_protocol_store_context_set_signed_pre_key_store(context, &signedKeys);
    if (result < 0) return result;
    return signal_protocol_store_context_set_identity_key_store(context, &identities);
}

}  // namespace sidetone::messaging

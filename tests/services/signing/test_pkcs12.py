"""Keys made elsewhere, taken over from PKCS#12."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
)
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509.oid import NameOID

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.services.signing import (
    KeyUnusable,
    WrongPassphrase,
    import_pkcs12,
    make_key,
    read_keys,
    unlock,
)

OF_FILE, PASSPHRASE = "file secret", "correct horse battery"
NOW = datetime.now(UTC)
YEAR = timedelta(days=365)


def certificate(key, subject, above=None, *, valid=(-YEAR, YEAR), usage=None):
    """Return a certificate for a key, its own or vouched for by one `above`: a name and a key."""
    issuer, signing = above or (subject, key)

    def named(text):
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])

    built = (
        x509.CertificateBuilder()
        .subject_name(named(subject))
        .issuer_name(named(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW + valid[0])
        .not_valid_after(NOW + valid[1])
    )
    if usage is not None:
        built = built.add_extension(usage, critical=True)
    edwards = isinstance(signing, ed25519.Ed25519PrivateKey)
    return built.sign(signing, None if edwards else hashes.SHA256())


@pytest.fixture
def p256():
    return ec.generate_private_key(ec.SECP256R1())


@pytest.fixture
def key_file(tmp_path):
    """Writes a PKCS#12 file and returns its path."""

    def write(key, own, others=(), passphrase=OF_FILE):
        sealed = BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
        content = serialize_key_and_certificates(b"office", key, own, list(others), sealed)
        path = tmp_path / "office.p12"
        path.write_bytes(content)
        return path

    return write


def test_a_key_comes_with_its_chain_in_order(db, key_file, p256):
    root_key, middle_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    root = certificate(root_key, "Example Root")
    middle = certificate(middle_key, "Example Issuing", ("Example Root", root_key))
    own = certificate(p256, "Example Council Seal", ("Example Issuing", middle_key))
    taken = import_pkcs12(db, key_file(p256, own, [root, middle]), OF_FILE, PASSPHRASE)
    assert (taken.subject, taken.issuer) == ("Example Council Seal", "Example Issuing")
    assert not taken.self_signed
    expected = [each.public_bytes(Encoding.DER) for each in (own, middle, root)]
    assert list(unlock(db, PASSPHRASE).chain) == expected


def test_a_file_without_a_passphrase_is_sealed_here(db, key_file, p256):
    path = key_file(p256, certificate(p256, "Seal"), passphrase="")
    import_pkcs12(db, path, "", PASSPHRASE)
    with pytest.raises(WrongPassphrase):
        unlock(db, "")


def test_a_wrong_passphrase_of_the_file(db, key_file, p256):
    path = key_file(p256, certificate(p256, "Seal"))
    with pytest.raises(WrongPassphrase, match=r"“office\.p12” does not open"):
        import_pkcs12(db, path, "wrong", PASSPHRASE)
    assert read_keys(db) == ()


@pytest.mark.parametrize(
    ("key", "why"),
    [
        (rsa.generate_private_key(65537, 2048), "holds an RSA key"),
        (ec.generate_private_key(ec.SECP384R1()), "holds a key on the curve secp384r1"),
        (ed25519.Ed25519PrivateKey.generate(), "holds a key of another kind"),
    ],
)
def test_other_kinds_of_keys_are_refused(db, key_file, key, why):
    with pytest.raises(KeyUnusable, match=why):
        import_pkcs12(db, key_file(key, certificate(key, "Seal")), OF_FILE, PASSPHRASE)


@pytest.mark.parametrize(
    ("of", "why"),
    [
        ({"valid": (-YEAR, -timedelta(days=1))}, "expired on"),
        ({"valid": (timedelta(days=1), YEAR)}, "is valid from .* only"),
        (
            {
                "usage": x509.KeyUsage(
                    digital_signature=False,
                    content_commitment=False,
                    key_encipherment=True,
                    data_encipherment=False,
                    key_agreement=False,
                    key_cert_sign=False,
                    crl_sign=False,
                    encipher_only=False,
                    decipher_only=False,
                )
            },
            "does not allow signing documents",
        ),
    ],
)
def test_a_certificate_that_cannot_be_used_is_refused(db, key_file, p256, of, why):
    with pytest.raises(KeyUnusable, match=why):
        import_pkcs12(db, key_file(p256, certificate(p256, "Seal", **of)), OF_FILE, PASSPHRASE)


def test_files_without_a_key_or_its_certificate_are_refused(db, key_file, p256):
    with pytest.raises(KeyUnusable, match="holds no private key"):
        import_pkcs12(db, key_file(None, certificate(p256, "Seal")), OF_FILE, PASSPHRASE)
    with pytest.raises(KeyUnusable, match="no certificate for its key"):
        import_pkcs12(db, key_file(p256, None), OF_FILE, PASSPHRASE)


def test_what_is_no_key_file_is_refused(db, tmp_path):
    path = tmp_path / "letter.p12"
    with pytest.raises(KeyUnusable, match="cannot be read"):
        import_pkcs12(db, path, "", PASSPHRASE)
    path.write_text("Dear colleagues", encoding="utf-8")
    with pytest.raises(KeyUnusable, match="is not a PKCS#12 file"):
        import_pkcs12(db, path, "", PASSPHRASE)
    path.write_bytes(b"0" * 2**21)
    with pytest.raises(KeyUnusable, match="far too large"):
        import_pkcs12(db, path, "", PASSPHRASE)


def test_an_imported_key_takes_the_place_of_another_only_when_asked_to(db, key_file, p256):
    path = key_file(p256, certificate(p256, "Seal"))
    make_key(db, PASSPHRASE)
    with pytest.raises(RuleBroken, match="has a key already"):
        import_pkcs12(db, path, OF_FILE, PASSPHRASE)
    import_pkcs12(db, path, OF_FILE, PASSPHRASE, replace=True)
    with pytest.raises(RuleBroken, match="has this key already"):
        import_pkcs12(db, path, OF_FILE, PASSPHRASE, replace=True)
    assert [key.subject for key in read_keys(db)] == ["Seal", "Test programme"]
